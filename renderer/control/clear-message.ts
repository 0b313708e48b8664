import type { Banner } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { takeState } from '#renderer/store/control-store.ts';
import { t } from '#renderer/text/text.ts';
import { takeBack } from './take-back.ts';

export async function clearMessage({ id, text }: Banner): Promise<void> {
  try {
    const state = await actions.clearBanner(id);
    takeState(state);
    const undo = { label: t('desk.undo'), run: () => void takeBack(state.revision) };
    tell(`${t('control.banner.clear')}: ${text}`, undo);
  } catch (error) {
    tellError(t('control.banner.clear'), error);
  }
}
