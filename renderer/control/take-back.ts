import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { controlStore, refreshControl, takeState } from '#renderer/store/control-store.ts';
import { t } from '#renderer/text/text.ts';

/** Takes back the change that made this revision; what somebody has changed again since stays, and is named. */
export async function takeBack(revision: number): Promise<void> {
  try {
    const { state, kept } = await actions.undo(revision);
    takeState(state);
    const labels = new Map(controlStore.getState().displays?.map(({ name, label }) => [name, label]));
    const names = kept.map((name) => ruleTitle(name) ?? labels.get(name) ?? name).join(', ');
    tell(kept.length === 0 ? t('control.undone') : t('control.undone.except', { names }));
  } catch (error) {
    tellError(t('desk.undo'), error);
  }
  await refreshControl();
}

function ruleTitle(call: string): string | undefined {
  if (call === 'night.save') return t('control.night');
  return call === 'takeover.save' ? t('control.takeover.rules') : undefined;
}
