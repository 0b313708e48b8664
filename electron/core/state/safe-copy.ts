import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

const EVERY_MS = 3_600_000;
/** Between two that failed. */
const AGAIN_MS = 300_000;
/** 400 KB: so much of the database is held at a time, well under a millisecond. */
const PAGES_AT_ONCE = 100;

export interface SafeCopyOptions {
  readonly everyMs?: number | undefined;
  /** What a person should know of a copy that was not made. */
  tell(text: string): void;
}

/** Where a database's last good copy is. */
export function copyOf(file: string): string {
  return `${file}.copy`;
}

/** When a file was written, ms; undefined where there is none, or an empty one. */
export function writtenAt(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && found.size > 0 ? found.mtimeMs : undefined;
}

/**
 * Keeps a last good copy of a database beside it. It takes the place of the one before only when it is whole, so that
 * damage never gets into it.
 */
export class SafeCopy {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #options: SafeCopyOptions;
  readonly #everyMs: number;
  #dueAt: number;
  #making = false;
  #closed = false;

  /** @param db found whole just now: there is a copy of it from the start */
  constructor(db: DatabaseSync, file: string, options: SafeCopyOptions) {
    this.#db = db;
    this.#file = file;
    this.#options = options;
    this.#everyMs = options.everyMs ?? EVERY_MS;
    this.#dueAt = (writtenAt(copyOf(file)) ?? Number.NEGATIVE_INFINITY) + this.#everyMs;
    if (Date.now() >= this.#dueAt) this.#tellFault(() => this.#makeNow());
  }

  /** Begins one when the last is too old. Commits go on meanwhile: most of the work is done in other threads. */
  keep(): void {
    if (this.#making || Date.now() < this.#dueAt) return;
    this.#making = true;
    void this.#make();
  }

  /** The last one, before the database is closed; where it can't be made, the one before stays. */
  close(): void {
    this.#closed = true;
    try {
      this.#makeNow();
    } catch {
      // Nobody is left to be told, and nothing is lost: the state itself was written.
    }
  }

  async #make(): Promise<void> {
    const fresh = `${copyOf(this.#file)}.making`;
    try {
      emptyFile(fresh);
      await backup(this.#db, fresh, { rate: PAGES_AT_ONCE });
      const fault = await faultOf(fresh);
      if (fault !== '') throw new Error(`it is damaged (${fault})`);
      if (!this.#closed) renameSync(fresh, copyOf(this.#file));
      this.#dueAt = Date.now() + this.#everyMs;
    } catch (error) {
      this.#failed(error);
    }
    rmSync(fresh, { force: true });
    this.#making = false;
  }

  /** Holds the database for as long as it takes: about 70 ms for 2,000 incidents. */
  #makeNow(): void {
    const fresh = `${copyOf(this.#file)}.new`;
    emptyFile(fresh);
    // Reads and writes every row anew: it fails where one can't be read.
    this.#db.prepare('VACUUM INTO ?').run(fresh);
    sync(fresh);
    renameSync(fresh, copyOf(this.#file));
    this.#dueAt = Date.now() + this.#everyMs;
  }

  #tellFault(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#dueAt = Date.now() + Math.min(AGAIN_MS, this.#everyMs);
    if (this.#closed) return;
    const at = writtenAt(copyOf(this.#file));
    const kept = at === undefined ? 'there is none' : `the one of ${new Date(at).toISOString()} is kept`;
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.tell(`No safe copy of ${this.#file} could be made, ${kept}: ${reason}`);
  }
}

/** SQLite takes an empty file for a new database, and its mode for those that it puts beside it. */
export function emptyFile(file: string): void {
  for (const name of [file, `${file}-journal`, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
  closeSync(openSync(file, 'wx', 0o600));
}

/** Not before it is on the disk may a file take another's place. */
export function sync(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function faultOf(file: string): Promise<string> {
  const worker = new Worker(new URL('./check-copy-worker.ts', import.meta.url), { workerData: file });
  worker.unref();
  const [fault] = (await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => {
      throw new Error('its check was given up');
    }),
  ])) as [string];
  return fault;
}
