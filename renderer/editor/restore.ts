import type { Scene, SceneSummary } from '#contract/layout.ts';

/** What restoring needs of the core. */
export interface RestoreDoor {
  readRevision(id: string, revision: number): Promise<Scene>;
  saveScene(scene: Scene, comment: string, base: number): Promise<SceneSummary>;
  publishScene(id: string, revision: number): Promise<SceneSummary>;
  restoreScene(id: string, revision: number, comment: string): Promise<SceneSummary>;
}

export interface Restored {
  /** The newest revision now, with what was restored. */
  readonly latest: number;
  /** Glass and draft as they were before. @returns the newest revision then */
  undo(): Promise<number>;
}

/**
 * An earlier revision on the glass at once.
 * @param before what was on the glass (0: nothing of it), and the newest draft
 */
export async function restoreRevision(
  door: RestoreDoor,
  id: string,
  revision: number,
  before: { readonly published: number; readonly latest: number },
): Promise<Restored> {
  const { latest } = await door.restoreScene(id, revision, '');
  return {
    latest,
    async undo() {
      if (before.published === before.latest) {
        return (await door.restoreScene(id, before.latest, '')).latest;
      }
      // The glass first: the draft can wait, and a later one of somebody else's must not keep it from coming back.
      await door.publishScene(id, before.published);
      const draft = await door.readRevision(id, before.latest);
      return (await door.saveScene(draft, `back to revision ${before.latest}`, latest)).latest;
    },
  };
}
