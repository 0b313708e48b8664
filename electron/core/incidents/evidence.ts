/** Bounds of what is kept to look at: about an hour of a busy sensor's alerts, and never more memory than this. */
const MAX_EVENTS = 20_000;
const MAX_BYTES = 64 * 1024 * 1024;

export interface Evidence {
  readonly feed: string;
  /** Core wall-clock ms of arrival. */
  readonly received: number;
  /** The record as received. A Buffer of its own: a text slice would pin the batch it came in. */
  readonly raw: Buffer;
}

/** The newest events that some detection speaks of, by event id; the oldest leave first. */
export class EvidenceRing {
  readonly #byId = new Map<string, Evidence>();
  #bytes = 0;

  keep(id: string, feed: string, received: number, raw: string): void {
    if (this.#byId.has(id)) return;
    const evidence = { feed, received, raw: Buffer.from(raw) };
    this.#byId.set(id, evidence);
    this.#bytes += evidence.raw.length;
    for (const [oldest, { raw: dropped }] of this.#byId) {
      if (this.#byId.size <= MAX_EVENTS && this.#bytes <= MAX_BYTES) break;
      this.#byId.delete(oldest);
      this.#bytes -= dropped.length;
    }
  }

  get(id: string): Evidence | undefined {
    return this.#byId.get(id);
  }
}
