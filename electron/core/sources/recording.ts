import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Clock } from '#core/base/clock.ts';
import type { Reading, RecordBatch, Source, SourceCondition } from '#core/base/source.ts';
import { Activity } from './activity.ts';
import { Backoff } from './backoff.ts';
import { LineFraming } from './framing.ts';
import { glanceTime } from './glance-time.ts';
import { sleep } from './sleep.ts';

export interface RecordingOptions extends Reading {
  readonly path: string;
  readonly name: string;
  readonly clock: Clock;
  /** Times as fast as it was; `max` as fast as can be. */
  readonly speed: number | 'max';
  readonly loop: boolean;
}

interface RecordingPosition {
  readonly size: number;
  /** Records done in this round. */
  readonly records: number;
}

const MAX_LINE_BYTES = 8 * 1024 * 1024;
const BATCH_RECORDS = 500;
/** Records due within this time come together. */
const STEP_MS = 50;
/** A night without events is passed over. */
const LONGEST_PAUSE_MS = 60_000;
/** A file may begin with it; it is no part of the first line. */
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * A recorded feed, lived through again. Events keep their times: what is old is shown as old, and the wall says
 * REPLAY. Lines are read as they come due, so a long recording takes no memory.
 */
export class RecordingSource implements Source {
  readonly name: string;
  readonly kind = 'recording';
  readonly mode = 'replay';
  readonly reading: Reading;
  readonly #options: RecordingOptions;
  readonly #activity: Activity;
  readonly #backoff = new Backoff();
  #doneRecords = 0;

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.name = options.name;
    this.reading = { format: options.format, timeZone: options.timeZone };
    this.#activity = new Activity(options.clock);
  }

  condition(): SourceCondition {
    return { state: this.#activity.state, detail: this.#activity.detail, backlogBytes: 0 };
  }

  async *read(position: unknown, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const stored = readPosition(position);
    this.#doneRecords = stored?.records ?? 0;
    let size = stored?.size;
    while (!signal.aborted) {
      try {
        const found = (await stat(this.#options.path)).size;
        // Another file under the same name is another recording.
        if (size !== undefined && size !== found) this.#doneRecords = 0;
        size = found;
        const { loop, speed } = this.#options;
        this.#activity.up(speed === 'max' ? 'as fast as can be' : `${speed} times as fast as it was`);
        yield* this.#round(size, signal);
        if (!loop || signal.aborted) break;
        this.#doneRecords = 0;
        // An empty file would spin.
        await sleep(STEP_MS, signal);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        const waitMs = this.#backoff.nextMs();
        this.#activity.failing(error.message);
        await sleep(waitMs, signal);
      }
    }
    this.#activity.ended();
  }

  async *#round(size: number, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const { speed, clock } = this.#options;
    const skip = this.#doneRecords;
    const pace = new Pace(clock, speed);
    let seen = 0;
    let due: string[] = [];
    for await (const { records, damaged } of this.#lines(signal)) {
      for (const line of records) {
        if (seen++ < skip) continue;
        const waitMs = pace.waitFor(line);
        if (due.length > 0 && (waitMs > STEP_MS || due.length >= BATCH_RECORDS)) {
          yield this.#batch(due, size);
          due = [];
        }
        if (waitMs > STEP_MS) await sleep(waitMs, signal);
        if (signal.aborted) return;
        due.push(line);
      }
      if (damaged.length > 0) yield { ...this.#batch(due.splice(0), size), damaged };
    }
    if (due.length > 0) yield this.#batch(due, size);
  }

  #batch(records: readonly string[], size: number): RecordBatch {
    this.#activity.data();
    this.#backoff.reset();
    this.#doneRecords += records.length;
    const position: RecordingPosition = { size, records: this.#doneRecords };
    return { records, receivedAt: this.#options.clock.now(), position, warm: false };
  }

  async *#lines(signal: AbortSignal) {
    const file = createReadStream(this.#options.path);
    const isZipped = this.#options.path.endsWith('.gz');
    const stream = isZipped ? file.pipe(createGunzip()) : file;
    file.on('error', (error) => stream.destroy(error));
    const lines = new LineFraming(MAX_LINE_BYTES);
    let begun = false;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (signal.aborted) return;
        yield lines.push(!begun && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK) ? chunk.subarray(3) : chunk);
        begun = true;
      }
      if (lines.pendingBytes > 0) yield lines.push(Buffer.from('\n'));
    } finally {
      file.destroy();
      stream.destroy();
    }
  }
}

/** How long a record has to wait, by its own time. */
class Pace {
  readonly #clock: Clock;
  readonly #speed: number | 'max';
  #eventTime = 0;
  #dueAt = 0;

  constructor(clock: Clock, speed: number | 'max') {
    this.#clock = clock;
    this.#speed = speed;
  }

  /** @returns ms from now; a record without a time, or with one of the past, goes with the one before it */
  waitFor(line: string): number {
    if (this.#speed === 'max') return 0;
    const time = glanceTime(line);
    const now = this.#clock.monotonic();
    if (time === undefined) return Math.max(0, this.#dueAt - now);
    if (this.#eventTime === 0) {
      this.#eventTime = time;
      this.#dueAt = now;
    } else if (time > this.#eventTime) {
      this.#dueAt += Math.min(LONGEST_PAUSE_MS, (time - this.#eventTime) / this.#speed);
      this.#eventTime = time;
    }
    return Math.max(0, this.#dueAt - now);
  }
}

function readPosition(value: unknown): RecordingPosition | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { size, records } = value as Record<string, unknown>;
  return Number.isSafeInteger(size) && Number.isSafeInteger(records)
    ? { size: Number(size), records: Number(records) }
    : undefined;
}
