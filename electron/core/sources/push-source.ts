import type { Clock } from '#core/base/clock.ts';
import { Intake } from '#core/base/intake.ts';
import type { Reading, RecordBatch, Source, SourceCondition } from '#core/base/source.ts';
import { Activity } from './activity.ts';
import { Backoff } from './backoff.ts';
import { matters } from './matters.ts';
import { sleep } from './sleep.ts';

export interface PushOptions extends Reading {
  readonly name: string;
  readonly clock: Clock;
  /** What waits for the pipeline at most. */
  readonly queueBytes?: number;
  readonly queueRecords?: number;
}

/** A transport that pushes: it fills the intake, which the pipeline empties. */
export abstract class PushSource implements Source {
  readonly name: string;
  abstract readonly kind: string;
  readonly mode = 'live';
  readonly reading: Reading;
  protected readonly intake: Intake;
  protected readonly activity: Activity;
  protected readonly backoff = new Backoff();

  constructor({ name, clock, queueBytes, queueRecords, format, timeZone }: PushOptions) {
    this.name = name;
    this.reading = { format, timeZone };
    this.activity = new Activity(clock);
    this.intake = new Intake({
      clock,
      matters,
      ...(queueBytes === undefined ? {} : { maxBytes: queueBytes }),
      ...(queueRecords === undefined ? {} : { maxRecords: queueRecords }),
    });
  }

  condition(): SourceCondition {
    const { intake, activity } = this;
    return {
      state: activity.state,
      detail: activity.detail,
      backlogBytes: intake.bytes,
      drops: intake.drops(),
    };
  }

  async *read(position: unknown, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    this.resume(position);
    const over = new AbortController();
    const serving = this.#keepServing(AbortSignal.any([signal, over.signal])).catch((error: unknown) => {
      this.intake.fail(error instanceof Error ? error : new Error(String(error)));
    });
    try {
      yield* this.intake.batches(signal);
    } finally {
      // A consumer that has left in the middle takes nothing any more: senders must not wait for it.
      over.abort();
      await serving;
      this.activity.ended();
    }
  }

  /** Where the transport can go back. */
  protected resume(_position: unknown): void {
    this.activity.connecting('');
  }

  /**
   * One life of the transport. Resolves when the signal has aborted and nothing more will come;
   * rejects with what has ended it, and is then called again.
   */
  protected abstract serve(signal: AbortSignal): Promise<void>;

  async #keepServing(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.serve(signal);
      } catch (error) {
        if (error instanceof TypeError || error instanceof RangeError) throw error;
        const waitMs = this.backoff.nextMs();
        const reason = error instanceof Error ? error.message : String(error);
        this.activity.failing(`${reason}; next try in ${(waitMs / 1000).toFixed(1)} s`);
        await sleep(waitMs, signal);
      }
    }
  }
}
