import type { Result } from '#core/base/result.ts';
import { fail, ok } from '#core/base/result.ts';
import { TAKEOVER_SCENE } from '#contract/control.ts';
import type { Scene, SceneRevision, SceneSummary } from '#contract/layout.ts';

/** Deleted ones count: they can come back. Beyond it the one longest deleted goes for good, else saving is refused. */
export const MAX_SCENES = 200;
export const MAX_REVISIONS = 100;

/** One revision as it is kept. `published` and `deletedAt` are of the scene, on its own record. */
export interface StoredRevision extends SceneRevision {
  readonly scene: Scene;
}

export interface StoredScene {
  readonly id: string;
  readonly published: number;
  readonly next: number;
  readonly deletedAt: number;
}

interface Entry extends StoredScene {
  /** Oldest first; a scene always has one. */
  readonly revisions: readonly StoredRevision[];
}

export interface Author {
  readonly by: string;
  readonly at: number;
  readonly comment: string;
  /** The connection it came by: without tokens every page has the same name. */
  readonly client?: string;
}

/** What must be written or, where it is gone, deleted. */
export interface UnsavedScenes {
  readonly scenes: ReadonlySet<string>;
  readonly revisions: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Saved scenes with all their revisions, over the built-in ones; a saved scene hides the built-in of its id. */
export class SceneStore {
  /** Grows with each change. */
  version = 0;
  /** Revisions that gave way to newer ones. */
  evicted = 0;
  readonly #builtIn: () => readonly Scene[];
  readonly #tell: (text: string) => void;
  readonly #entries = new Map<string, Entry>();
  /** The connection that saved a scene's newest revision; unknown after a restart. */
  readonly #newestFrom = new Map<string, string | undefined>();
  #unsavedScenes = new Set<string>();
  #unsavedRevisions = new Map<string, Set<number>>();

  /** @param tell what a person should know: what gave way to something newer */
  constructor(builtIn: () => readonly Scene[], tell: (text: string) => void = () => undefined) {
    this.#tell = tell;
    this.#builtIn = builtIn;
  }

  /** @returns what a person should know: revisions that were lost */
  restore(scenes: readonly StoredScene[], revisions: readonly StoredRevision[]): string[] {
    const notices: string[] = [];
    const records = new Map(scenes.map((scene) => [scene.id, scene]));
    for (const id of new Set(revisions.map(({ scene }) => scene.id))) {
      const own = revisions
        .filter(({ scene }) => scene.id === id)
        .sort((a, b) => a.revision - b.revision)
        .slice(-MAX_REVISIONS);
      const last = own.at(-1)?.revision ?? 0;
      const record = records.get(id) ?? { id, published: last, next: last + 1, deletedAt: 0 };
      records.delete(id);
      let { published } = record;
      if (published > 0 && !own.some(({ revision }) => revision === published)) {
        const good = own.filter(({ revision }) => revision < published).at(-1) ?? own.at(-1);
        published = good?.revision ?? 0;
        notices.push(
          `Scene ${id}: revision ${record.published} is lost; revision ${published} is shown instead`,
        );
      }
      this.#entries.set(id, { ...record, published, next: Math.max(record.next, last + 1), revisions: own });
    }
    for (const id of records.keys()) notices.push(`Scene ${id} is lost: none of its revisions can be read`);
    return notices;
  }

  /** What displays show under this id. */
  published(id: string): { readonly scene: Scene; readonly revision: number } | undefined {
    const entry = this.#entries.get(id);
    if (entry && entry.deletedAt === 0 && entry.published > 0) {
      const found = entry.revisions.find(({ revision }) => revision === entry.published);
      if (found) return found;
    }
    const scene = this.#builtIn().find((one) => one.id === id);
    return scene && { scene, revision: 0 };
  }

  /** @param revision undefined for the newest */
  read(id: string, revision: number | undefined): Scene | undefined {
    const entry = this.#entries.get(id);
    if (revision !== undefined) return entry?.revisions.find((one) => one.revision === revision)?.scene;
    const built = this.#builtIn().find((one) => one.id === id);
    return (entry?.deletedAt ? built : undefined) ?? entry?.revisions.at(-1)?.scene ?? built;
  }

  history(id: string): SceneRevision[] | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return this.#builtIn().some((one) => one.id === id) ? [] : undefined;
    return entry.revisions
      .map(({ revision, by, at, comment, published }) => ({
        revision,
        by,
        at,
        comment,
        ...(published && { published }),
      }))
      .reverse();
  }

  /** By title; those deleted too, so that they can be brought back. */
  list(): SceneSummary[] {
    const builtIn = this.#builtIn().filter(({ id }) => !this.#entries.has(id));
    return [...builtIn.map(({ id }) => id), ...this.#entries.keys()]
      .flatMap((id) => this.summary(id) ?? [])
      .sort((a, b) => (a.title < b.title ? -1 : 1));
  }

  summary(id: string): SceneSummary | undefined {
    const built = this.#builtIn().find((one) => one.id === id);
    const entry = this.#entries.get(id);
    const newest = entry?.revisions.at(-1);
    const title = this.read(id, undefined)?.title;
    if (title === undefined) return undefined;
    return {
      id,
      title,
      builtIn: built !== undefined,
      published: entry && entry.deletedAt === 0 ? entry.published : 0,
      latest: newest?.revision ?? 0,
      by: newest?.by ?? '',
      at: newest?.at ?? 0,
      deletedAt: entry?.deletedAt ?? 0,
    };
  }

  /** Why what was made of a revision must not be saved over what there is now; undefined when nothing came between. */
  supersededSince(id: string, base: number): string | undefined {
    const entry = this.#entries.get(id);
    const newest = entry?.revisions.at(-1);
    if (!entry || !newest) return base > 0 ? `Scene ${id} has no revision ${base} any more` : undefined;
    if (entry.deletedAt > 0 && !this.#builtIn().some((one) => one.id === id)) {
      return `Scene ${id} was deleted: bring it back first`;
    }
    if (newest.revision === base) return undefined;
    return `${newest.by || 'Somebody'} saved revision ${newest.revision} since revision ${base}, of which this was made`;
  }

  /**
   * Several are saved all or none.
   * @param goesOn false when it is not what its author's last draft became: that one stays
   */
  save(scenes: readonly Scene[], author: Author, publish: boolean, goesOn = true): Result<SceneSummary[]> {
    const { by, at, comment, client } = author;
    // One that an earlier version let in stays what it is.
    if (scenes.some(({ id }) => id === TAKEOVER_SCENE && !this.#entries.has(id))) {
      return fail(`${TAKEOVER_SCENE} is the id of the takeover’s own scene: take another`);
    }
    const added = new Set(scenes.map(({ id }) => id).filter((id) => !this.#entries.has(id)));
    const excess = this.#entries.size + added.size - MAX_SCENES;
    if (excess > 0) {
      const deleted = [...this.#entries.values()]
        .filter(({ id, deletedAt }) => deletedAt > 0 && !scenes.some((scene) => scene.id === id))
        .sort((a, b) => a.deletedAt - b.deletedAt);
      if (deleted.length < excess) return fail(`There are ${MAX_SCENES} scenes already: delete one first`);
      for (const { id } of deleted.slice(0, excess)) this.#purge(id);
    }
    for (const scene of scenes) {
      const entry = this.#entries.get(scene.id);
      const revision = entry?.next ?? 1;
      const own = goesOn && this.#newestFrom.get(scene.id) === client;
      const kept = entry?.revisions.filter((one) => !own || !isSuperseded(one, entry, author)) ?? [];
      const put = publish ? { published: { by, at } } : {};
      const all = [...kept, { revision, by, at, comment, ...put, scene }];
      this.#newestFrom.set(scene.id, client);
      // What was deleted comes back as a draft: no display had it any more.
      const published = publish ? revision : entry && entry.deletedAt === 0 ? entry.published : 0;
      this.#put({ id: scene.id, published, next: revision + 1, deletedAt: 0, revisions: all }, [
        revision,
        // A draft that its author's next one takes the place of.
        ...(entry?.revisions.filter((one) => !kept.includes(one)).map((one) => one.revision) ?? []),
      ]);
    }
    return ok(scenes.flatMap(({ id }) => this.summary(id) ?? []));
  }

  /** @param revision 0 takes the scene off the glass; a built-in is shown as it was built in */
  publish(id: string, revision: number, { by, at }: Pick<Author, 'by' | 'at'>): SceneSummary | undefined {
    const entry = this.#entries.get(id);
    if (!entry || (revision > 0 && !this.storedRevision(id, revision))) return undefined;
    const revisions = entry.revisions.map((one) =>
      one.revision === revision ? { ...one, published: { by, at } } : one,
    );
    this.#put({ ...entry, published: revision, deletedAt: 0, revisions }, revision > 0 ? [revision] : []);
    return this.summary(id);
  }

  /** Deleting a changed built-in scene brings the built-in back; one that was never changed can't be deleted. */
  setDeleted(id: string, deletedAt: number): SceneSummary | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    this.#put({ ...entry, deletedAt }, []);
    return this.summary(id);
  }

  stored(id: string): StoredScene | undefined {
    const entry = this.#entries.get(id);
    return entry && { id, published: entry.published, next: entry.next, deletedAt: entry.deletedAt };
  }

  storedRevision(id: string, revision: number): StoredRevision | undefined {
    return this.#entries.get(id)?.revisions.find((one) => one.revision === revision);
  }

  unsaved(): UnsavedScenes {
    return { scenes: this.#unsavedScenes, revisions: this.#unsavedRevisions };
  }

  saved(): void {
    this.#unsavedScenes = new Set();
    this.#unsavedRevisions = new Map();
  }

  #put(entry: Entry, changed: readonly number[]): void {
    const { published, revisions } = entry;
    // What is on the glass is never the one to go.
    const excess = Math.max(0, revisions.length - MAX_REVISIONS);
    const out = revisions.filter(({ revision }) => revision !== published).slice(0, excess);
    this.evicted += out.length;
    const [oldest] = out;
    if (oldest) {
      const { revision, by, at } = oldest;
      this.#tell(
        `Scene ${entry.id}: revision ${revision} of ${new Date(at).toISOString()}${by && ` by ${by}`} was dropped: ` +
          `${MAX_REVISIONS} are kept; ${this.evicted} dropped since the start`,
      );
    }
    this.#entries.set(entry.id, { ...entry, revisions: revisions.filter((one) => !out.includes(one)) });
    this.#touch(entry.id, [...changed, ...out.map(({ revision }) => revision)]);
  }

  #purge(id: string): void {
    const gone = this.#entries.get(id)?.revisions ?? [];
    this.#entries.delete(id);
    this.#newestFrom.delete(id);
    this.evicted += gone.length;
    this.#tell(
      `Scene ${id}, deleted long ago, is gone with its ${gone.length} revisions: ${MAX_SCENES} are kept at most`,
    );
    this.#touch(
      id,
      gone.map(({ revision }) => revision),
    );
  }

  #touch(id: string, revisions: readonly number[]): void {
    this.version++;
    this.#unsavedScenes.add(id);
    const own = this.#unsavedRevisions.get(id) ?? new Set();
    for (const revision of revisions) own.add(revision);
    this.#unsavedRevisions.set(id, own);
  }
}

/** A page saves drafts as one works: each takes the place of its author's last, or they would push out the history. */
function isSuperseded(one: StoredRevision, { published, revisions }: Entry, { by }: Author): boolean {
  return (
    one === revisions.at(-1) &&
    one.revision > published &&
    // It was on the glass once.
    !one.published &&
    one.comment === '' &&
    one.by === by &&
    by !== ''
  );
}
