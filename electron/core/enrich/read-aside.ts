import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { AddressTree } from './address-tree.ts';
import type { ListPack } from './list-pack.ts';
import type { ReadAnswer, ReadRequest } from './reference-worker.ts';

/**
 * Reads the user's files in a thread of its own: a bundle of 50 MB takes seconds, and the stream must not wait. The
 * thread is there only while there is something to read.
 */
export class ReadAside {
  #worker: Worker | undefined;

  /** @throws Error when it is no such file, or the thread has no memory left for it */
  database(file: string): Promise<AddressTree> {
    return this.#read<AddressTree>({ kind: 'database', file });
  }

  /** @throws Error as `database` */
  list(file: string, limit?: number): Promise<ListPack> {
    return this.#read<ListPack>({ kind: 'list', file, limit });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  async #read<T extends object>(request: ReadRequest): Promise<T> {
    const answer = await this.#ask(request);
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.read as T;
  }

  async #ask(request: ReadRequest): Promise<ReadAnswer> {
    const worker = (this.#worker ??= startWorker());
    const settled = new AbortController();
    const { signal } = settled;
    try {
      worker.postMessage(request, []);
      const [answer] = (await Promise.race([
        once(worker, 'message', { signal }),
        once(worker, 'exit', { signal }).then(() => {
          throw new Error('reading was given up');
        }),
      ])) as [ReadAnswer];
      return answer;
    } catch (error) {
      // A thread that broke down leaves its place to a new one.
      this.#worker = undefined;
      throw error;
    } finally {
      settled.abort();
    }
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./reference-worker.ts', import.meta.url));
  // Whoever waits hears of it; an error with nobody waiting must not end the core.
  worker.on('error', () => undefined);
  return worker;
}
