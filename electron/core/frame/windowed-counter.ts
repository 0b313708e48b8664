/**
 * Counts by key over a sliding span made of equal slices; a slice leaves as a whole. Bounded: a slice that is full
 * drops its smaller half, keeps what they amounted to in `lost`, and says so.
 */
export class WindowedCounter<K> {
  readonly #slices: { from: number; counts: Map<K, number>; lost: number }[] = [];
  readonly #sliceMs: number;
  readonly #sliceCount: number;
  readonly #maxKeys: number;
  readonly #spans: number;

  constructor(options: {
    readonly spanMs: number;
    readonly slices: number;
    readonly maxKeys: number;
    /** Spans kept: 2 for those who compare with the one before. */
    readonly spans?: 1 | 2;
  }) {
    this.#sliceMs = options.spanMs / options.slices;
    this.#sliceCount = options.slices;
    this.#maxKeys = options.maxKeys;
    this.#spans = options.spans ?? 1;
  }

  /** @param atMs times may go back a little; what is older than the newest slice counts into the newest. */
  add(key: K, atMs: number, weight = 1): void {
    let slice = this.#slices[this.#slices.length - 1];
    if (!slice || atMs >= slice.from + this.#sliceMs) {
      slice = { from: atMs - (atMs % this.#sliceMs), counts: new Map(), lost: 0 };
      this.#slices.push(slice);
      this.#expire(atMs);
    }
    slice.counts.set(key, (slice.counts.get(key) ?? 0) + weight);
    if (slice.counts.size > this.#maxKeys) shed(slice, this.#maxKeys);
  }

  /** Sums over the span. Costs a walk over the keys: for once a second, not for once an event. */
  sum(nowMs: number): {
    readonly counts: ReadonlyMap<K, number>;
    readonly total: number;
    readonly bounded: boolean;
  } {
    this.#expire(nowMs);
    const counts = new Map<K, number>();
    let total = 0;
    let bounded = false;
    const oldest = nowMs - this.#sliceMs * this.#sliceCount;
    for (const slice of this.#slices) {
      if (slice.from + this.#sliceMs <= oldest) continue;
      total += slice.lost;
      bounded ||= slice.lost > 0;
      for (const [key, count] of slice.counts) {
        counts.set(key, (counts.get(key) ?? 0) + count);
        total += count;
      }
    }
    return { counts, total, bounded };
  }

  /** What one key came to in the span. */
  of(key: K, nowMs: number): number {
    const oldest = nowMs - this.#sliceMs * this.#sliceCount;
    let count = 0;
    for (const slice of this.#slices) {
      if (slice.from + this.#sliceMs > oldest) count += slice.counts.get(key) ?? 0;
    }
    return count;
  }

  /** What one key came to in the span before the one that `sum` covers; counters that keep twice their span know it. */
  before(key: K, nowMs: number): number {
    const oldest = nowMs - this.#sliceMs * this.#sliceCount;
    let count = 0;
    for (const slice of this.#slices) {
      if (slice.from + this.#sliceMs <= oldest) count += slice.counts.get(key) ?? 0;
    }
    return count;
  }

  #expire(nowMs: number): void {
    const kept = this.#sliceCount * this.#spans;
    const oldest = nowMs - this.#sliceMs * kept;
    while (this.#slices.length > 0 && (this.#slices[0]?.from ?? 0) + this.#sliceMs <= oldest)
      this.#slices.shift();
    while (this.#slices.length > kept + 1) this.#slices.shift();
  }
}

function shed<K>(slice: { counts: Map<K, number>; lost: number }, maxKeys: number): void {
  const kept = [...slice.counts].sort((a, b) => b[1] - a[1]);
  for (const [, count] of kept.splice(Math.ceil(maxKeys / 2))) slice.lost += count;
  slice.counts = new Map(kept);
}

/** The largest `n` of a sum, largest first; ties by insertion. */
export function largest<K>(counts: ReadonlyMap<K, number>, n: number): [K, number][] {
  const top: [K, number][] = [];
  for (const [key, count] of counts) {
    const last = top[top.length - 1];
    if (top.length === n && last !== undefined && count <= last[1]) continue;
    let at = top.length;
    while (at > 0 && (top[at - 1]?.[1] ?? 0) < count) at--;
    top.splice(at, 0, [key, count]);
    if (top.length > n) top.pop();
  }
  return top;
}
