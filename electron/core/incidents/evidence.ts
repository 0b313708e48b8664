/** Bytes of raw records that are kept to look at. */
const RING_BYTES = 32 * 1024 * 1024;
/** And their number, since a small record costs as much to remember where it is. */
const MAX_RECORDS = 10_000;
/** A record longer than this is cut: a payload of megabytes must not push everything else out. */
const MAX_RECORD_BYTES = 1024 * 1024;

export interface Evidence {
  readonly feed: string;
  /** Core wall-clock ms of arrival. */
  readonly received: number;
  /** The record as received. */
  readonly raw: string;
}

/**
 * The newest events that some detection speaks of, by event id. One block of memory written round and round: what
 * is kept costs the collector nothing, and a text slice would have pinned the batch it came in. The oldest leave
 * as they are written over.
 */
export class EvidenceRing {
  readonly #ring: Buffer;
  /** Number of a record by event id; number n has slot n modulo MAX_RECORDS. */
  readonly #byId = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #feeds: string[] = [];
  readonly #received = new Float64Array(MAX_RECORDS);
  readonly #offsets = new Uint32Array(MAX_RECORDS);
  readonly #bytes = new Uint32Array(MAX_RECORDS);
  #oldest = 0;
  #next = 0;
  #end = 0;

  constructor(bytes = RING_BYTES) {
    this.#ring = Buffer.allocUnsafeSlow(bytes);
  }

  keep(id: string, feed: string, received: number, raw: string): void {
    if (this.#byId.has(id)) return;
    // UTF-8 takes at most three bytes a UTF-16 unit; only long records are worth counting exactly.
    const most = Math.min(raw.length * 3, MAX_RECORD_BYTES, this.#ring.length);
    let offset = this.#end;
    if (offset + most > this.#ring.length) {
      this.#release(offset, this.#ring.length);
      offset = 0;
    }
    this.#release(offset, offset + most);
    if (this.#next - this.#oldest === MAX_RECORDS) this.#dropOldest();
    const bytes = this.#ring.write(raw, offset, most, 'utf8');
    const slot = this.#next % MAX_RECORDS;
    this.#ids[slot] = id;
    this.#feeds[slot] = feed;
    this.#received[slot] = received;
    this.#offsets[slot] = offset;
    this.#bytes[slot] = bytes;
    this.#byId.set(id, this.#next++);
    this.#end = offset + bytes;
  }

  get(id: string): Evidence | undefined {
    const number = this.#byId.get(id);
    if (number === undefined) return undefined;
    const slot = number % MAX_RECORDS;
    const offset = this.#offsets[slot] ?? 0;
    return {
      feed: this.#feeds[slot] ?? '',
      received: this.#received[slot] ?? 0,
      raw: this.#ring.toString('utf8', offset, offset + (this.#bytes[slot] ?? 0)),
    };
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Forgets those that lie in what is about to be written: they are the oldest, in the order of their places. */
  #release(from: number, to: number): void {
    while (this.#oldest < this.#next) {
      const slot = this.#oldest % MAX_RECORDS;
      const offset = this.#offsets[slot] ?? 0;
      if (offset + (this.#bytes[slot] ?? 0) <= from || offset >= to) return;
      this.#dropOldest();
    }
  }

  #dropOldest(): void {
    this.#byId.delete(this.#ids[this.#oldest % MAX_RECORDS] ?? '');
    this.#oldest++;
  }
}
