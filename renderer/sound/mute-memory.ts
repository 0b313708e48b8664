/** Muted is one window's own: remembered by display, not shared with the others of this machine. */
export interface MuteMemory {
  read(display: string): boolean;
  write(display: string, muted: boolean): void;
}

const keyOf = (display: string) => `vigil.muted.${display}`;

/** A browser may refuse storage; then a reload forgets, and the sound comes back: the safe side. */
export function muteMemory(storage: () => Storage): MuteMemory {
  return {
    read(display) {
      try {
        return storage().getItem(keyOf(display)) === '1';
      } catch {
        return false;
      }
    },
    write(display, muted) {
      try {
        if (muted) storage().setItem(keyOf(display), '1');
        else storage().removeItem(keyOf(display));
      } catch {
        // Nothing is lost but the memory of it.
      }
    },
  };
}
