import { randomBytes } from 'node:crypto';

/** What was read, on its way to another Vigil. */
export interface RelayBatch {
  readonly seq: number;
  /** JSON objects as they were received, and ECS of what was received as text. */
  readonly records: readonly string[];
}

export interface RelayReader {
  /** The last batch the reader has, and in which life of this hub. */
  readonly since: number | undefined;
  readonly epoch: string | undefined;
  /** @param dropped records left out just before it; `taken` may be called later: the next comes then */
  send(
    batch: RelayBatch,
    meta: { readonly epoch: string; readonly dropped: number },
    taken: () => void,
  ): void;
}

export interface RelayLimits {
  readonly maxBytes?: number;
  readonly maxBatches?: number;
}

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_BATCHES = 4_096;
/** On the way to one reader without its acknowledgement. */
const WINDOW = 4;

/**
 * The event stream as others read it: batches with numbers, of which the latest are kept, so that a reader can go on
 * where it was. A reader gets the next batch when it has acknowledged; one that is too slow for what is kept misses
 * the oldest, and is told how many records those were.
 */
export class Relay {
  readonly epoch = randomBytes(8).toString('hex');
  readonly #maxBytes: number;
  readonly #maxBatches: number;
  readonly #readers = new Set<Reading>();
  #kept: RelayBatch[] = [];
  #keptBytes = 0;
  /** Records of all batches before each kept one: the difference is what was missed. */
  #recordsBefore: number[] = [];
  #records = 0;
  #seq = 0;
  #open: string[] = [];
  /** Nothing is kept before somebody has ever asked. */
  #wanted = false;

  constructor({ maxBytes = MAX_BYTES, maxBatches = MAX_BATCHES }: RelayLimits = {}) {
    this.#maxBytes = maxBytes;
    this.#maxBatches = maxBatches;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  add(record: string): void {
    this.#open.push(record);
  }

  /** What was added is a batch. */
  flush(): void {
    if (this.#open.length === 0) return;
    const records = this.#open;
    this.#open = [];
    this.#kept.push({ seq: ++this.#seq, records });
    this.#recordsBefore.push(this.#records);
    this.#records += records.length;
    this.#keptBytes += sizeOf(records);
    let gone = 0;
    while (
      this.#kept.length - gone > 1 &&
      (this.#keptBytes > this.#maxBytes || this.#kept.length - gone > this.#maxBatches)
    ) {
      this.#keptBytes -= sizeOf(this.#kept[gone++]?.records ?? []);
    }
    if (gone > 0) {
      this.#kept.splice(0, gone);
      this.#recordsBefore.splice(0, gone);
    }
    for (const reading of this.#readers) this.#pump(reading);
  }

  subscribe(reader: RelayReader): { close(): void } {
    this.#wanted = true;
    const resumes = reader.since !== undefined && reader.epoch === this.epoch && reader.since <= this.#seq;
    const next = resumes ? (reader.since ?? 0) + 1 : this.#seq + 1;
    const reading: Reading = { reader, next, records: this.#recordsUpTo(next), waiting: 0, closed: false };
    this.#readers.add(reading);
    this.#pump(reading);
    return {
      close: () => {
        reading.closed = true;
        this.#readers.delete(reading);
      },
    };
  }

  /** Records in the batches before one, as far as it is kept; what is older can't be counted. */
  #recordsUpTo(seq: number): number {
    const first = this.#kept[0];
    if (first === undefined || seq > this.#seq) return this.#records;
    return this.#recordsBefore[Math.max(0, seq - first.seq)] ?? this.#records;
  }

  #pump(reading: Reading): void {
    while (!reading.closed && reading.waiting < WINDOW && reading.next <= this.#seq) {
      const first = this.#kept[0];
      if (first === undefined) return;
      const index = Math.max(0, reading.next - first.seq);
      const batch = this.#kept[index];
      if (batch === undefined) return;
      const dropped = (this.#recordsBefore[index] ?? 0) - reading.records;
      reading.records = (this.#recordsBefore[index] ?? 0) + batch.records.length;
      reading.next = batch.seq + 1;
      reading.waiting++;
      let taken = false;
      reading.reader.send(batch, { epoch: this.epoch, dropped }, () => {
        if (taken) return;
        taken = true;
        reading.waiting--;
        this.#pump(reading);
      });
    }
  }
}

interface Reading {
  readonly reader: RelayReader;
  next: number;
  /** Records of all batches that were sent or are told as missed. */
  records: number;
  waiting: number;
  closed: boolean;
}

function sizeOf(records: readonly string[]): number {
  return records.reduce((sum, record) => sum + record.length, 0);
}
