import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Says when there may be news in a file: at once where the system tells (fs.watch on its folder, so that a rename
 * and a file not yet there are seen too), else after the time the caller is ready to wait.
 */
export class Wake {
  readonly #folder: string;
  readonly #base: string;
  #watcher: FSWatcher | undefined;
  #news = false;
  #renamed = false;
  #notify: (() => void) | undefined;

  constructor(path: string) {
    this.#folder = dirname(path);
    this.#base = basename(path);
  }

  /** Resolves on news, on abort, or after `ms`; news that came since the last wait counts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    this.#watch();
    if (!this.#news && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.#notify = undefined;
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
        this.#notify = done;
      });
    }
    this.#news = false;
  }

  /** Whether a file has come, gone or changed its name since this was last asked. */
  takeRenamed(): boolean {
    const renamed = this.#renamed;
    this.#renamed = false;
    return renamed;
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** The folder may come later, or the system may have run out of watches: then the poll alone must do. */
  #watch(): void {
    if (this.#watcher !== undefined) return;
    try {
      const watcher = watch(this.#folder, { persistent: false }, (type, name) => {
        if (name !== null && !name.startsWith(this.#base)) return;
        if (type === 'rename') this.#renamed = true;
        this.#news = true;
        this.#notify?.();
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watcher === watcher) this.#watcher = undefined;
      });
      this.#watcher = watcher;
    } catch {
      this.#watcher = undefined;
    }
  }
}
