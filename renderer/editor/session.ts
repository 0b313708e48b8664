import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scene, SceneRevision, SceneSummary } from '#contract/layout.ts';
import type { DraftKeep } from './draft-keep.ts';
import { begin, change, redo, type Timeline, undo } from './undo.ts';

/** After the last change: a run of arrow keys is one draft. */
export const AUTOSAVE_MS = 1000;

export interface SessionState {
  /** Undefined until the draft has come. */
  readonly line: Timeline<Scene> | undefined;
  readonly problem: string;
  readonly save: 'saved' | 'dirty' | 'saving' | 'failed';
  /** A save is on its way, whatever was changed meanwhile. */
  readonly asking: boolean;
  /** Why the last save failed. */
  readonly reason: string;
  /** The revision that the present was made of: a later one is somebody else's. */
  readonly revision: number;
  /** When what was brought back had been drawn, ms; 0 when nothing was. */
  readonly recoveredAt: number;
}

/** What a session needs of the core. */
export interface SceneDoor {
  readDraft(id: string): Promise<Scene>;
  readRevision(id: string, revision: number): Promise<Scene>;
  sceneHistory(id: string): Promise<readonly SceneRevision[]>;
  saveScene(scene: Scene, comment: string, base: number): Promise<SceneSummary>;
  publishScene(id: string, revision: number): Promise<SceneSummary>;
}

/** One scene being edited: what can be undone, and a draft that saves itself. */
export class EditSession {
  readonly id: string;
  readonly store: StoreApi<SessionState>;
  readonly #door: SceneDoor;
  readonly #keep: DraftKeep;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Saves go one after the other. */
  #saving: Promise<void> = Promise.resolve();
  /** What was sent and not answered with a revision: it may have arrived all the same. */
  #unanswered: Scene | undefined;

  constructor(id: string, door: SceneDoor, keep: DraftKeep) {
    this.#keep = keep;
    this.id = id;
    this.#door = door;
    this.store = createStore<SessionState>()(() => ({
      line: undefined,
      problem: '',
      save: 'saved',
      asking: false,
      reason: '',
      revision: 0,
      recoveredAt: 0,
    }));
  }

  /** @param revision the newest there is */
  async load(revision: number): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const scene = await this.#door.readDraft(this.id);
      this.store.setState({ line: begin(scene), problem: '', save: 'saved', revision });
      const kept = this.#keep.read(this.id);
      if (kept && !isSame(scene, kept.scene)) {
        // Made of an earlier revision it is not saved over what came since, unless a person wants it so.
        this.store.setState({ recoveredAt: kept.at, revision: Math.min(kept.base ?? revision, revision) });
        this.change(kept.scene);
      } else this.#keep.write(this.id, undefined, 0);
    } catch (error) {
      this.store.setState({ problem: messageOf(error) });
    }
  }

  get scene(): Scene | undefined {
    return this.store.getState().line?.present;
  }

  /** @param run see undo.ts */
  change(scene: Scene, run = ''): void {
    const { line } = this.store.getState();
    if (line) this.#step(change(line, scene, run));
  }

  undo(): void {
    const { line } = this.store.getState();
    if (line) this.#step(undo(line));
  }

  redo(): void {
    const { line } = this.store.getState();
    if (line) this.#step(redo(line));
  }

  #step(line: Timeline<Scene>): void {
    const { line: before, revision } = this.store.getState();
    if (line.present === before?.present) return;
    this.store.setState({ line, save: 'dirty' });
    this.#keep.write(this.id, line.present, revision);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), AUTOSAVE_MS);
  }

  /** What somebody else saved, as a step: undone, one's own is back, and made of theirs. */
  async takeTheirs(revision: number): Promise<void> {
    clearTimeout(this.#timer);
    await this.#queue(async () => {
      const theirs = await this.#door.readRevision(this.id, revision);
      const { line } = this.store.getState();
      this.#unanswered = undefined;
      this.#keep.write(this.id, undefined, 0);
      this.store.setState({
        line: line ? change(line, theirs) : begin(theirs),
        save: 'saved',
        reason: '',
        revision,
      });
    });
  }

  /** One's own over what somebody else saved; theirs stays in the history. */
  async keepMine(revision: number): Promise<void> {
    const { line } = this.store.getState();
    this.store.setState({ revision, save: 'dirty' });
    if (line) this.#keep.write(this.id, line.present, revision);
    await this.flush();
  }

  /** Saves what is not saved yet; never rejects, the state says how it went. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#queue(async () => {
      const { save, line } = this.store.getState();
      if (line && save !== 'saved') await this.#save(line.present, '');
    });
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#saving.then(work);
    this.#saving = done.catch(() => undefined);
    return done;
  }

  async #save(scene: Scene, comment: string): Promise<void> {
    this.store.setState({ save: 'saving', asking: true });
    try {
      const before = this.#unanswered && (await this.#arrived(this.#unanswered));
      if (before !== undefined) this.store.setState({ revision: before });
      this.#unanswered = scene;
      const revision = await this.#send(scene, comment);
      this.#unanswered = undefined;
      const isPresent = this.scene === scene;
      this.#keep.write(this.id, isPresent ? undefined : this.scene, revision);
      this.store.setState({ revision, save: isPresent ? 'saved' : 'dirty', reason: '' });
    } catch (error) {
      this.store.setState({ save: 'failed', reason: messageOf(error) });
    } finally {
      this.store.setState({ asking: false });
    }
  }

  async #send(scene: Scene, comment: string): Promise<number> {
    try {
      return (await this.#door.saveScene(scene, comment, this.store.getState().revision)).latest;
    } catch (error) {
      const there = await this.#arrived(scene).catch(() => undefined);
      if (there === undefined) throw error;
      return there;
    }
  }

  /** The newest revision, if it is what was sent: an answer that was lost on the way is no one else's change. */
  async #arrived(sent: Scene): Promise<number | undefined> {
    const [newest] = await this.#door.sceneHistory(this.id);
    if (!newest || newest.revision <= this.store.getState().revision) return undefined;
    const there = await this.#door.readRevision(this.id, newest.revision);
    return isSame(there, sent) ? newest.revision : undefined;
  }

  /** The present as a revision with its comment, that one on the glass at once. @throws what the core said */
  async publish(comment: string): Promise<void> {
    clearTimeout(this.#timer);
    let revision = 0;
    await this.#queue(async () => {
      if (this.scene) await this.#save(this.scene, comment);
      revision = this.store.getState().revision;
    });
    const { save, reason } = this.store.getState();
    if (save === 'failed') throw new Error(reason);
    await this.#door.publishScene(this.id, revision);
  }

  /** Unsaved work is saved; nothing is left behind. */
  close(): void {
    void this.flush();
  }
}

function isSame(one: Scene, other: Scene): boolean {
  return JSON.stringify(one, keysByName) === JSON.stringify(other, keysByName);
}

/** For JSON.stringify: whatever the order that keys were written in. */
function keysByName(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
