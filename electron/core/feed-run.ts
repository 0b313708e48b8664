import type { RecordBatch } from './base/source.ts';
import type { Feed } from './feed.ts';
import { Backoff } from './sources/backoff.ts';
import { sleep } from './sources/sleep.ts';

export interface FeedRun {
  readonly signal: AbortSignal;
  /** What throws here breaks the feed off. */
  accept(batch: RecordBatch): void;
  /** For people: what broke it off, and when it is tried again; undefined once it reads again. */
  broken(text: string | undefined): void;
}

/** Nobody is there to start a feed again: what breaks off by a fault of ours goes on from its last good batch. */
export async function runFeed(feed: Feed, { signal, accept, broken }: FeedRun): Promise<void> {
  const backoff = new Backoff();
  for (let again = false; !signal.aborted; again = true) {
    try {
      for await (const batch of feed.source.read(feed.position, signal)) {
        // What warms a start up has been counted already.
        if (again && batch.warm) continue;
        accept(batch);
        if (feed.failure !== '') broken(undefined);
        feed.failure = '';
        backoff.reset();
        // A batch is some milliseconds; ticks and calls come in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return;
    } catch (error) {
      feed.failure = error instanceof Error ? error.message : String(error);
      // Without the wait, which differs: it has been broken since it was first said.
      broken(`${feed.source.name} broke off and is tried again: ${feed.failure}`);
      await sleep(backoff.nextMs(), signal);
    }
  }
}
