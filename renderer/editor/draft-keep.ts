import { migrateScene, Scene } from '#contract/layout.ts';

/** Longer ago than this nobody remembers what it was. */
const KEEP_MS = 7 * 86_400_000;

export interface KeptDraft {
  readonly scene: Scene;
  readonly at: number;
  /** The revision it was made of; undefined where an earlier Vigil kept it. */
  readonly base: number | undefined;
}

/** What was drawn and has not reached the core: a tab that is closed takes it along otherwise. */
export interface DraftKeep {
  read(id: string): KeptDraft | undefined;
  /** Undefined: the core has it. */
  write(id: string, scene: Scene | undefined, base: number): void;
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
        const migrated = migrateScene(kept.scene);
        const scene = migrated.ok ? Scene.safeParse(migrated.scene).data : undefined;
        if (!scene || scene.id !== id || typeof at !== 'number' || now() - at > KEEP_MS) return undefined;
        const base = 'base' in kept && typeof kept.base === 'number' ? kept.base : undefined;
        return { scene, at, base };
      } catch {
        return undefined;
      }
    },
    write(id, scene, base) {
      try {
        if (scene) storage.setItem(keyOf(id), JSON.stringify({ scene, at: now(), base }));
        else storage.removeItem(keyOf(id));
      } catch {
        // Full or forbidden: the core's copy follows within a second all the same.
      }
    },
  };
}
