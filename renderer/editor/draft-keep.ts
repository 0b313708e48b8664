import { Scene } from '#contract/layout.ts';

/** Longer ago than this nobody remembers what it was. */
const KEEP_MS = 7 * 86_400_000;

export interface KeptDraft {
  readonly scene: Scene;
  readonly at: number;
}

/** What was drawn and has not reached the core: a tab that is closed takes it along otherwise. */
export interface DraftKeep {
  read(id: string): KeptDraft | undefined;
  /** Undefined: the core has it. */
  write(id: string, scene: Scene | undefined): void;
}

const keyOf = (id: string) => `vigil-draft:${id}`;

/** In the browser, written at once: a page that is going waits for no answer of the core's. */
export function draftKeep(storage: Storage, now: () => number = Date.now): DraftKeep {
  return {
    read(id) {
      try {
        const kept: unknown = JSON.parse(storage.getItem(keyOf(id)) ?? 'null');
        if (typeof kept !== 'object' || kept === null || !('scene' in kept) || !('at' in kept))
          return undefined;
        const { at } = kept;
        const { data: scene } = Scene.safeParse(kept.scene);
        if (!scene || scene.id !== id || typeof at !== 'number' || now() - at > KEEP_MS) return undefined;
        return { scene, at };
      } catch {
        return undefined;
      }
    },
    write(id, scene) {
      try {
        if (scene) storage.setItem(keyOf(id), JSON.stringify({ scene, at: now() }));
        else storage.removeItem(keyOf(id));
      } catch {
        // Full or forbidden: the core's copy follows within a second all the same.
      }
    },
  };
}
