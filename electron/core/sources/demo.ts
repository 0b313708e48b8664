import type { Clock } from '#core/base/clock.ts';
import type { RecordBatch, Source, SourceCondition } from '#core/base/source.ts';
import { DemoFeed } from './demo/feed.ts';
import { sleep } from './sleep.ts';

export { DEMO_SITES } from './demo/world.ts';

export interface DemoOptions {
  readonly seed: number;
  /** Ordinary events a second at midday; the flood comes on top. */
  readonly rate: number;
  readonly clock: Clock;
}

const TICK_MS = 50;
/** After a gap longer than this (a suspended machine, a clock set anew) the demo begins again and does not catch up. */
const MAX_GAP_MS = 10_000;

/** Sensors of a house that does not exist, so that a wall without a feed has something to show. */
export class DemoSource implements Source {
  readonly name = 'demo';
  readonly kind = 'demo';
  readonly mode = 'demo';
  readonly #options: DemoOptions;
  #state: SourceCondition['state'] = 'connecting';

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  condition(): SourceCondition {
    return { state: this.#state, detail: 'invented events', backlogBytes: 0 };
  }

  async *read(_position: unknown, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const { seed, rate, clock } = this.#options;
    let feed = new DemoFeed(seed, rate, clock.now());
    this.#state = 'live';
    while (!signal.aborted) {
      const now = clock.now();
      if (Math.abs(now - feed.madeUntil) > MAX_GAP_MS) feed = new DemoFeed(seed, rate, now);
      const records = feed.lines(now);
      if (records.length > 0) yield { records, receivedAt: now, position: undefined, warm: false };
      await sleep(TICK_MS, signal);
    }
    this.#state = 'ended';
  }
}
