import { useMemo } from 'react';
import type { ControlState, DisplayControl } from '#contract/control.ts';
import { tellError, tellFailure } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { coreNow } from '#renderer/store/wall-store.ts';
import { t } from '#renderer/text/text.ts';
import type { DisplayView } from './display-view.ts';
import { type Aimed, give, targetsOf } from './orders.ts';

export type Switch = 'freeze' | 'blank' | 'mute';

export interface Orders {
  show(scene: string, title: string, pinned: boolean, asOnePicture: boolean): void;
  release(): void;
  /** On when any of the chosen is off. */
  turn(what: Switch): void;
  run(playlist: string | null, name: string): void;
  message(text: string, minutes: number | undefined): Promise<boolean>;
  identify(): void;
}

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
    const aimed = targetsOf(
      selected,
      views.map(({ display }) => display.name),
      state?.walls ?? [],
    );
    const stamp = () => ({ by: '…', at: coreNow() });
    /** @returns false, having told, when there is nobody to order or no right to */
    const ready = (): boolean => {
      if (!mayOrder) return false;
      if (aimed.length === 0) tellFailure(t('control.selected.none'));
      return aimed.length > 0;
    };
    const toEach = (
      what: string,
      change: Partial<DisplayControl>,
      send: (to: Aimed) => Promise<unknown>,
    ): Promise<boolean[]> =>
      Promise.all(aimed.map((to) => give({ what, displays: to.displays, change, send: () => send(to) })));
    return {
      show(scene, title, pinned, asOnePicture) {
        if (!ready()) return;
        const order = { id: scene, pinned, wall: null, ...stamp() };
        void toEach(t('control.put-up', { scene: title }), { scene: order }, ({ target }) =>
          actions.show({ target, scene, pinned, each: !('wall' in target && asOnePicture) }),
        );
      },
      release() {
        if (!ready()) return;
        void toEach(t('control.release'), { scene: null }, ({ target }) => actions.release(target));
      },
      turn(what) {
        if (!ready()) return;
        const on = chosen.some((view) => !view[FIELD[what]]);
        const call = { freeze: actions.freeze, blank: actions.blank, mute: actions.muteDisplay }[what];
        const name = what === 'blank' ? t('control.blank.on') : t(`control.${what}`);
        void toEach(name, { [FIELD[what]]: on ? stamp() : null }, ({ target }) => call(target, on));
      },
      run(playlist, name) {
        if (!ready()) return;
        const change =
          playlist === null ? { playlist: null } : { scene: null, playlist: { id: playlist, ...stamp() } };
        const what =
          playlist === null ? t('control.playlist.stop') : t('control.playlist.run.name', { name });
        void toEach(what, change, ({ target }) => actions.runPlaylist(target, playlist));
      },
      async message(text, minutes) {
        if (!ready()) return false;
        const done = await toEach(t('control.banner.text'), {}, ({ target }) =>
          actions.showBanner({ target, text, ...(minutes === undefined ? {} : { minutes }) }),
        );
        return done.every(Boolean);
      },
      identify() {
        if (!mayOrder) return;
        actions.identify().catch((error: unknown) => tellError(t('control.identify'), error));
      },
    };
  }, [state?.walls, views, selected, mayOrder]);
}
