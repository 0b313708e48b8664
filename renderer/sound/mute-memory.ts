import type { Directive } from '#contract/control.ts';

/** What key M chose at a window, and the control room's order that stood then. */
export interface OwnMute {
  readonly muted: boolean;
  readonly order: number;
}

/** Key M is one window's own: remembered by display, not shared with the others of this machine. */
export interface MuteMemory {
  read(display: string): OwnMute | undefined;
  write(display: string, own: OwnMute): void;
}

/** Whichever came last: key M holds until the control room orders anew, be it the same again. */
export function mutedNow(
  own: OwnMute | undefined,
  directive: Pick<Directive, 'muted' | 'muteOrder'> | undefined,
): boolean {
  if (own && (!directive || own.order === directive.muteOrder)) return own.muted;
  return directive?.muted ?? false;
}

const keyOf = (display: string) => `vigil.muted.${display}`;

/** A browser may refuse storage; then a reload forgets, and the sound comes back: the safe side. */
export function muteMemory(storage: () => Storage): MuteMemory {
  return {
    read(display) {
      try {
        const [, muted, order] = /^([01]) (\d{1,15})$/.exec(storage().getItem(keyOf(display)) ?? '') ?? [];
        return order === undefined ? undefined : { muted: muted === '1', order: Number(order) };
      } catch {
        return undefined;
      }
    },
    write(display, { muted, order }) {
      try {
        storage().setItem(keyOf(display), `${muted ? 1 : 0} ${order}`);
      } catch {
        // Nothing is lost but the memory of it.
      }
    },
  };
}
