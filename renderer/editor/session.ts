import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import type { DraftKeep } from './draft-keep.ts';
import { sceneDiff } from './scene-diff.ts';
import { begin, change, redo, type Timeline, undo } from './undo.ts';

/** After the last change: a run of arrow keys is one draft. */
export const AUTOSAVE_MS = 1000;

export interface SessionState {
  /** Undefined until the draft has come. */
  readonly line: Timeline<Scene> | undefined;
  readonly problem: string;
  readonly save: 'saved' | 'dirty' | 'saving' | 'failed';
  /** Why the last save failed. */
  readonly reason: string;
  /** Newest revision that this page loaded or saved itself. */
  readonly revision: number;
  /** When what was brought back had been drawn, ms; 0 when nothing was. */
  readonly recoveredAt: number;
}

/** What a session needs of the core. */
export interface SceneDoor {
  readDraft(id: string): Promise<Scene>;
  saveScene(scene: Scene, comment: string): Promise<SceneSummary>;
  publishScene(id: string): Promise<SceneSummary>;
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

  constructor(id: string, door: SceneDoor, keep: DraftKeep) {
    this.#keep = keep;
    this.id = id;
    this.#door = door;
    this.store = createStore<SessionState>()(() => ({
      line: undefined,
      problem: '',
      save: 'saved',
      reason: '',
      revision: 0,
      recoveredAt: 0,
    }));
  }

  async load(revision: number): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const scene = await this.#door.readDraft(this.id);
      this.store.setState({ line: begin(scene), problem: '', save: 'saved', revision });
      const kept = this.#keep.read(this.id);
      if (kept && sceneDiff(scene, kept.scene).length > 0) {
        this.change(kept.scene);
        this.store.setState({ recoveredAt: kept.at });
      } else this.#keep.write(this.id, undefined);
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
    const { line: before } = this.store.getState();
    if (line.present === before?.present) return;
    this.store.setState({ line, save: 'dirty' });
    this.#keep.write(this.id, line.present);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), AUTOSAVE_MS);
  }

  /** Saves what is not saved yet; never rejects, the state says how it went. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#queue(async () => {
      const { save, line } = this.store.getState();
      if (line && save !== 'saved') await this.#save(line.present, '');
    });
  }

  #queue(save: () => Promise<void>): Promise<void> {
    this.#saving = this.#saving.then(save);
    return this.#saving;
  }

  async #save(scene: Scene, comment: string): Promise<void> {
    this.store.setState({ save: 'saving' });
    try {
      const { latest } = await this.#door.saveScene(scene, comment);
      if (this.scene === scene) this.#keep.write(this.id, undefined);
      this.store.setState({ revision: latest, save: this.scene === scene ? 'saved' : 'dirty', reason: '' });
    } catch (error) {
      this.store.setState({ save: 'failed', reason: messageOf(error) });
    }
  }

  /** The present as a revision with its comment, on the glass at once. @throws what the core said */
  async publish(comment: string): Promise<void> {
    clearTimeout(this.#timer);
    await this.#queue(async () => {
      if (this.scene) await this.#save(this.scene, comment);
    });
    const { save, reason } = this.store.getState();
    if (save === 'failed') throw new Error(reason);
    await this.#door.publishScene(this.id);
  }

  /** Unsaved work is saved; nothing is left behind. */
  close(): void {
    void this.flush();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
