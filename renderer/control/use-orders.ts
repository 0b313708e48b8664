import { useMemo } from 'react';
import type { Banner, ControlState, DisplayControl, Target } from '#contract/control.ts';
import { tell, tellError, tellFailure } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { coreNow } from '#renderer/store/wall-store.ts';
import { t } from '#renderer/text/text.ts';
import { clearMessage } from './clear-message.ts';
import type { DisplayView } from './display-view.ts';
import { aimAt, give } from './orders.ts';

export type Switch = 'freeze' | 'blank' | 'mute';

export interface Orders {
  /** @param wall which just these displays make, for the scene to span it */
  show(scene: string, title: string, pinned: boolean, wall: string | undefined): void;
  release(): void;
  /** On when any of the chosen is off. */
  turn(what: Switch): void;
  run(playlist: string | null, name: string): void;
  message(text: string, minutes: number | undefined): Promise<boolean>;
  identify(): void;
}

export const ON = { freeze: 'control.freeze', blank: 'control.blank.on', mute: 'control.mute' } as const;
export const OFF = {
  freeze: 'control.unfreeze',
  blank: 'control.blank.off',
  mute: 'control.unmute',
} as const;
const FIELD = { freeze: 'frozen', blank: 'blank', mute: 'muted' } as const;

/** Orders to the chosen displays, each shown as done at once and told of when it fails. */
export function useOrders(
  state: ControlState | undefined,
  views: readonly DisplayView[],
  selected: ReadonlySet<string>,
  mayOrder: boolean,
): Orders {
  return useMemo(() => {
    const chosen = views.filter(({ display }) => selected.has(display.name));
    const aimed = aimAt(
      selected,
      views.map(({ display }) => display.name),
      state?.walls ?? [],
    );
    const stamp = () => ({ by: '…', at: coreNow() });
    /** To the chosen in one call, or it tells that there are none. @returns whether it was done */
    const order = async (
      what: string,
      change: Partial<DisplayControl>,
      send: (target: Target) => Promise<unknown>,
    ): Promise<boolean> => {
      if (!mayOrder) return false;
      if (!aimed) {
        tellFailure(t('control.selected.none'));
        return false;
      }
      const { target, displays } = aimed;
      const [only] = chosen;
      const whom =
        displays.length === 1 && only
          ? only.display.label
          : t('control.target.count', { count: displays.length });
      return give({ what: `${what}: ${whom}`, displays, change, send: () => send(target) });
    };
    return {
      show(scene, title, pinned, wall) {
        const change = { scene: { id: scene, pinned, wall: wall ?? null, ...stamp() } };
        void order(t('control.put-up', { scene: title }), change, (target) =>
          wall === undefined
            ? actions.show({ target, scene, pinned, each: true })
            : actions.show({ target: { wall }, scene, pinned, each: false }),
        );
      },
      release() {
        void order(t('control.release'), { scene: null }, actions.release);
      },
      turn(what) {
        const on = chosen.some((view) => !view[FIELD[what]]);
        const call = { freeze: actions.freeze, blank: actions.blank, mute: actions.muteDisplay }[what];
        const words = t((on ? ON : OFF)[what]);
        void order(words, { [FIELD[what]]: on ? stamp() : null }, (target) => call(target, on));
      },
      run(playlist, name) {
        const change =
          playlist === null ? { playlist: null } : { scene: null, playlist: { id: playlist, ...stamp() } };
        const what =
          playlist === null ? t('control.playlist.stop') : t('control.playlist.run.name', { name });
        void order(what, change, (target) => actions.runPlaylist(target, playlist));
      },
      async message(text, minutes) {
        const timed = minutes === undefined ? {} : { minutes };
        let shown: Banner | undefined;
        const done = await order(t('control.banner.text'), {}, async (target) => {
          shown = await actions.showBanner({ target, text, ...timed });
        });
        if (!shown) return done;
        const banner = shown;
        tell(t('control.banner.shown', { text }), {
          label: t('desk.undo'),
          run: () => void clearMessage(banner),
        });
        return done;
      },
      identify() {
        if (!mayOrder) return;
        actions.identify().catch((error: unknown) => tellError(t('control.identify'), error));
      },
    };
  }, [state?.walls, views, selected, mayOrder]);
}
