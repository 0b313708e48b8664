import type { Clock } from './clock.ts';
import type { DamagedRecord, Drops, RecordBatch } from './source.ts';

/** What became of a delivery's records. */
export interface Settlement {
  readonly malformed: number;
  readonly dropped: number;
}

/** What a transport knows of records that came together. */
export interface DeliveryOptions {
  /** Where the feed can go on when these are done. */
  readonly position?: unknown;
  /** Called once, when all of them were taken or dropped: time to acknowledge. */
  readonly settle?: (settlement: Settlement) => void;
}

export interface IntakeOptions {
  readonly clock: Clock;
  readonly maxRecords?: number;
  /** Bytes as UTF-16 units: what ASCII takes. */
  readonly maxBytes?: number;
  /** Records that are given up last. A glance at the text, for it is asked of every record of a feed that overflows. */
  readonly matters?: (text: string) => boolean;
}

interface Delivery {
  left: number;
  malformed: number;
  dropped: number;
  readonly options: DeliveryOptions;
}

interface Entry {
  readonly text: string;
  readonly receivedAt: number;
  readonly delivery: Delivery | undefined;
}

const MAX_RECORDS = 200_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** About ten milliseconds of pipeline: ticks and calls come in between. */
const BATCH_RECORDS = 500;
const BATCH_BYTES = 256 * 1024;
/** What a transport that can be slowed reads ahead: more of it would only grow old here. */
const AHEAD_RECORDS = 4_000;
const AHEAD_BYTES = 4 * 1024 * 1024;
const MAX_DAMAGED = 1_000;
const SAMPLE_LENGTH = 2_048;

/**
 * The bounded queue between a transport that pushes and the pipeline that asks. A transport that can be slowed stops
 * reading while it is `ahead`, and nothing new is asked for while it is `full`, which is at half; beyond the whole, the
 * oldest records go, those that matter last, and every one is counted.
 */
export class Intake {
  readonly #clock: Clock;
  readonly #maxRecords: number;
  readonly #maxBytes: number;
  readonly #matters: (text: string) => boolean;
  readonly #arrived = new Lane();
  /** Passed over when the oldest had to go: all older than what is left in the other. */
  readonly #spared = new Lane();
  readonly #drops = new Map<string, number>();
  #damaged: DamagedRecord[] = [];
  #bytes = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  #waiting: (() => void)[] = [];

  constructor({
    clock,
    maxRecords = MAX_RECORDS,
    maxBytes = MAX_BYTES,
    matters = () => false,
  }: IntakeOptions) {
    this.#clock = clock;
    this.#maxRecords = maxRecords;
    this.#maxBytes = maxBytes;
    this.#matters = matters;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get records(): number {
    return this.#arrived.length + this.#spared.length;
  }

  /** Time for a transport that can be slowed to stop reading. */
  get ahead(): boolean {
    return this.#bytes > AHEAD_BYTES || this.records > AHEAD_RECORDS || this.full;
  }

  /** Time to refuse what can be sent again. */
  get full(): boolean {
    return this.#isOver(0.5);
  }

  drops(): readonly Drops[] {
    return [...this.#drops].map(([reason, count]) => ({ reason, count }));
  }

  push(records: readonly string[], options?: DeliveryOptions): void {
    const receivedAt = this.#clock.now();
    const delivery = options && { left: records.length, malformed: 0, dropped: 0, options };
    if (delivery?.left === 0) delivery.options.settle?.(delivery);
    for (const text of records) {
      this.#arrived.push({ text, receivedAt, delivery });
      this.#bytes += text.length;
    }
    while (this.#isOver(1)) this.#dropOldest();
    this.#wake();
  }

  /** A record that the transport could not deliver whole. */
  damaged(reason: string, sample: string): void {
    if (this.#damaged.length >= MAX_DAMAGED) this.dropped('damaged');
    else this.#damaged.push({ reason, sample: sample.slice(0, SAMPLE_LENGTH) });
    this.#wake();
  }

  /** Records that were lost before they got here. */
  dropped(reason: string, count = 1): void {
    this.#drops.set(reason, (this.#drops.get(reason) ?? 0) + count);
  }

  /** Calls back once when it is well below `ahead` again; at once if it is so now. */
  whenRoom(callback: () => void): void {
    if (this.#hasRoom()) callback();
    else this.#waiting.push(callback);
  }

  /** Ends the batches with an exception: for bugs. */
  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  /** Until the signal aborts, and then what is left. */
  async *batches(signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const awake = () => this.#wake();
    signal.addEventListener('abort', awake);
    let taken: readonly Delivery[] = [];
    try {
      for (;;) {
        if (this.#failure) throw this.#failure;
        if (this.records > 0 || this.#damaged.length > 0) {
          const { batch, done } = this.#take();
          taken = done;
          yield batch;
          taken = [];
          for (const delivery of done) delivery.options.settle?.(delivery);
          this.#tellRoom();
        } else if (signal.aborted) return;
        else
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
      }
    } finally {
      signal.removeEventListener('abort', awake);
      for (const delivery of taken) delivery.options.settle?.(delivery);
      while (this.records > 0) this.#drop(this.#next(), 'source ended');
    }
  }

  #isOver(share: number): boolean {
    return this.#bytes > this.#maxBytes * share || this.records > this.#maxRecords * share;
  }

  #hasRoom(): boolean {
    return this.#bytes <= AHEAD_BYTES / 2 && this.records <= AHEAD_RECORDS / 2 && !this.#isOver(0.25);
  }

  #tellRoom(): void {
    if (this.#waiting.length === 0 || !this.#hasRoom()) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
  }

  /** A delivery is never cut in two: its position stands for the whole of it. */
  #take(): { batch: RecordBatch; done: Delivery[] } {
    const records: string[] = [];
    const origins: (Delivery | undefined)[] = [];
    const done: Delivery[] = [];
    let position: unknown;
    let bytes = 0;
    let receivedAt = this.#clock.now();
    for (;;) {
      const entry = this.#next();
      if (entry === undefined) break;
      const { text, delivery } = entry;
      if (records.length === 0) receivedAt = entry.receivedAt;
      records.push(text);
      origins.push(delivery);
      bytes += text.length;
      this.#bytes -= text.length;
      if (delivery) {
        delivery.left--;
        if (delivery.left > 0) continue;
        done.push(delivery);
        position = delivery.options.position ?? position;
      }
      if (records.length >= BATCH_RECORDS || bytes >= BATCH_BYTES) break;
    }
    const damaged = this.#damaged;
    this.#damaged = [];
    const batch: RecordBatch = {
      records,
      receivedAt,
      position,
      warm: false,
      refused: (index) => {
        const delivery = origins[index];
        if (delivery) delivery.malformed++;
      },
      ...(damaged.length > 0 ? { damaged } : {}),
    };
    return { batch, done };
  }

  #next(): Entry | undefined {
    return this.#spared.shift() ?? this.#arrived.shift();
  }

  /** Whether a record matters is asked only here: a feed that keeps up never pays for it. */
  #oldestToDrop(): Entry | undefined {
    for (;;) {
      const entry = this.#arrived.shift();
      if (entry === undefined) return this.#spared.shift();
      if (!this.#matters(entry.text)) return entry;
      this.#spared.push(entry);
    }
  }

  #dropOldest(): void {
    this.#drop(this.#oldestToDrop(), 'queue full');
  }

  #drop(entry: Entry | undefined, reason: string): void {
    if (entry === undefined) return;
    this.#bytes -= entry.text.length;
    this.dropped(reason);
    const { delivery } = entry;
    if (delivery === undefined) return;
    delivery.dropped++;
    delivery.left--;
    if (delivery.left === 0) delivery.options.settle?.(delivery);
  }
}

/** First in, first out; the front is let go in large pieces. */
class Lane {
  #entries: (Entry | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#entries.length - this.#head;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  shift(): Entry | undefined {
    const entry = this.#entries[this.#head];
    if (entry === undefined) return undefined;
    this.#entries[this.#head] = undefined;
    this.#head++;
    if (this.#head === this.#entries.length || this.#head >= 8_192) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return entry;
  }
}
