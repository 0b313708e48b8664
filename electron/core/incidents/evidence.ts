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

interface Kept {
  readonly id: string;
  readonly feed: string;
  readonly received: number;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * The newest events that some detection speaks of, by event id. One block of memory written round and round: what
 * is kept costs the collector nothing, and a text slice would have pinned the batch it came in. The oldest leave
 * as they are written over.
 */
export class EvidenceRing {
  readonly #ring: Buffer;
  readonly #byId = new Map<string, Kept>();
  /** In the order of writing; those before `#oldest` are gone. */
  #order: Kept[] = [];
  #oldest = 0;
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
    const bytes = this.#ring.write(raw, offset, most, 'utf8');
    const kept = { id, feed, received, offset, bytes };
    this.#byId.set(id, kept);
    this.#order.push(kept);
    this.#end = offset + bytes;
    const oldest = this.#order[this.#oldest];
    if (oldest && this.#byId.size > MAX_RECORDS) this.#dropOldest(oldest);
  }

  get(id: string): Evidence | undefined {
    const kept = this.#byId.get(id);
    if (!kept) return undefined;
    const { feed, received, offset, bytes } = kept;
    return { feed, received, raw: this.#ring.toString('utf8', offset, offset + bytes) };
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Forgets those that lie in what is about to be written: they are the oldest, in the order of their places. */
  #release(from: number, to: number): void {
    for (let oldest = this.#order[this.#oldest]; oldest; oldest = this.#order[this.#oldest]) {
      if (oldest.offset + oldest.bytes <= from || oldest.offset >= to) return;
      this.#dropOldest(oldest);
    }
  }

  #dropOldest(oldest: Kept): void {
    this.#byId.delete(oldest.id);
    this.#oldest++;
    if (this.#oldest > 1_024 && this.#oldest * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#oldest);
      this.#oldest = 0;
    }
  }
}
