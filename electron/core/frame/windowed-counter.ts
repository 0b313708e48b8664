const FIRST_ROWS = 64;

/**
 * Counts by key over a sliding span made of equal slices. The span's oldest slice counts by the share of it that is
 * still inside, so that two spans beside each other compare. A key is held once for all slices: what comes again and
 * again costs no more with time. Bounded: with too many keys the smaller half goes; what they amounted to stays in
 * the total, and it says so.
 */
export class WindowedCounter<K> {
  readonly #rows = new Map<K, number>();
  readonly #freeRows: number[] = [];
  /** One for each slice of all spans and the one that is ending; slice n is in n modulo their number. */
  readonly #slices: Slice[];
  readonly #sliceMs: number;
  readonly #perSpan: number;
  readonly #maxKeys: number;
  #rowLimit = FIRST_ROWS;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly spanMs: number;
    readonly slices: number;
    readonly maxKeys: number;
    /** Spans kept: 2 for those who compare with the one before. */
    readonly spans?: 1 | 2;
  }) {
    this.#sliceMs = options.spanMs / options.slices;
    this.#perSpan = options.slices;
    this.#maxKeys = options.maxKeys;
    this.#slices = Array.from({ length: options.slices * (options.spans ?? 1) + 1 }, () => ({
      number: Number.NEGATIVE_INFINITY,
      counts: new Uint32Array(FIRST_ROWS),
      grades: new Uint8Array(FIRST_ROWS),
      lost: 0,
    }));
  }

  /**
   * @param atMs times may go back a little; what is older than the newest slice counts into the newest
   * @param grade 0 to 255; the highest of a span is told
   */
  add(key: K, atMs: number, weight = 1, grade = 0): void {
    const number = Math.floor(atMs / this.#sliceMs);
    if (number > this.#newest) this.#turn(number);
    const row = this.#rows.get(key) ?? this.#open(key);
    const slice = this.#slice(this.#newest);
    slice.counts[row] = (slice.counts[row] ?? 0) + weight;
    if (grade > (slice.grades[row] ?? 0)) slice.grades[row] = grade;
    if (this.#rows.size > this.#maxKeys) this.#shed();
  }

  /** Sums over the span. Costs a walk over the keys: for once a second, not for once an event. */
  sum(nowMs: number): {
    readonly counts: ReadonlyMap<K, number>;
    readonly total: number;
    readonly bounded: boolean;
  } {
    const parts = this.#parts(nowMs, 0);
    const { total: lost, bounded } = lostOf(parts);
    let total = lost;
    const counts = new Map<K, number>();
    for (const [key, row] of this.#rows) {
      const count = sumOf(row, parts);
      total += count;
      if (count > 0) counts.set(key, count);
    }
    return { counts, total: Math.round(total), bounded };
  }

  /** As `sum`, but only the largest `n` by name, largest first, ties by insertion: for many keys, and nothing is built for each. */
  top(
    nowMs: number,
    n: number,
  ): {
    readonly entries: readonly (readonly [K, number])[];
    readonly distinct: number;
    readonly total: number;
    readonly bounded: boolean;
  } {
    const parts = this.#parts(nowMs, 0);
    const entries: [K, number][] = [];
    const { total: lost, bounded } = lostOf(parts);
    let total = lost;
    let distinct = 0;
    for (const [key, row] of this.#rows) {
      const count = sumOf(row, parts);
      if (count === 0) continue;
      total += count;
      distinct++;
      rank(entries, n, key, count);
    }
    return { entries, distinct, total: Math.round(total), bounded };
  }

  /** Every key with what it came to in the span, by insertion: for many keys, and nothing is built for each. */
  forEach(nowMs: number, visit: (key: K, count: number) => void): void {
    const parts = this.#parts(nowMs, 0);
    for (const [key, row] of this.#rows) {
      const count = sumOf(row, parts);
      if (count > 0) visit(key, count);
    }
  }

  /** What one key came to in the span. */
  of(key: K, nowMs: number): number {
    const row = this.#rows.get(key);
    return row === undefined ? 0 : sumOf(row, this.#parts(nowMs, 0));
  }

  /** What one key came to in the span before the one that `sum` covers; counters that keep twice their span know it. */
  before(key: K, nowMs: number): number {
    const row = this.#rows.get(key);
    return row === undefined ? 0 : sumOf(row, this.#parts(nowMs, this.#perSpan));
  }

  /** The highest grade of one key in the span. */
  grade(key: K, nowMs: number): number {
    const row = this.#rows.get(key);
    if (row === undefined) return 0;
    return Math.max(0, ...this.#parts(nowMs, 0).map(({ slice }) => slice.grades[row] ?? 0));
  }

  /** The slices of a span that ended `back` slices ago, with the share of each that is inside. */
  #parts(nowMs: number, back: number): readonly Part[] {
    const now = nowMs / this.#sliceMs;
    // Times ahead of the clock are in the newest slice already.
    const newest = Math.max(Math.floor(now), this.#newest);
    const gone = newest > now ? 1 : now - newest;
    const parts: Part[] = [];
    for (let n = 0; n <= this.#perSpan; n++) {
      const number = newest - back - n;
      const slice = this.#slice(number);
      if (slice.number !== number) continue;
      if (n === 0) parts.push({ slice, share: back === 0 ? 1 : gone });
      else parts.push({ slice, share: n === this.#perSpan ? 1 - gone : 1 });
    }
    return parts;
  }

  #slice(number: number): Slice {
    const { length } = this.#slices;
    const slice = this.#slices[((number % length) + length) % length];
    if (!slice) throw new RangeError(`No slice ${number}`);
    return slice;
  }

  /** Opens a slice; keys that are in none any more are forgotten. */
  #turn(number: number): void {
    this.#newest = number;
    const slice = this.#slice(number);
    slice.number = number;
    slice.counts.fill(0);
    slice.grades.fill(0);
    slice.lost = 0;
    const live = this.#live();
    for (const [key, row] of this.#rows) {
      if (totalOf(row, live) > 0) continue;
      this.#rows.delete(key);
      this.#freeRows.push(row);
    }
  }

  #live(): Slice[] {
    return this.#slices.filter(({ number }) => number > this.#newest - this.#slices.length);
  }

  #open(key: K): number {
    const row = this.#freeRows.pop() ?? this.#rows.size;
    if (row >= this.#rowLimit) {
      this.#rowLimit = Math.min(this.#rowLimit * 2, this.#maxKeys + 1);
      for (const slice of this.#slices) {
        slice.counts = grown(slice.counts, new Uint32Array(this.#rowLimit));
        slice.grades = grown(slice.grades, new Uint8Array(this.#rowLimit));
      }
    }
    // What another key left in slices that are over.
    for (const slice of this.#slices) slice.counts[row] = slice.grades[row] = 0;
    this.#rows.set(key, row);
    return row;
  }

  #shed(): void {
    const live = this.#live();
    const totals = new Float64Array(this.#rows.size);
    let n = 0;
    for (const row of this.#rows.values()) totals[n++] = totalOf(row, live);
    const keep = Math.ceil(this.#maxKeys / 2);
    const least = totals.toSorted()[totals.length - keep] ?? 0;
    // Of those that came to just as much, the first stay.
    let equals = keep - totals.reduce((above, total) => above + (total > least ? 1 : 0), 0);
    n = 0;
    for (const [key, row] of this.#rows) {
      const total = totals[n++] ?? 0;
      if (total > least || (total === least && equals-- > 0)) continue;
      for (const slice of live) slice.lost += slice.counts[row] ?? 0;
      this.#rows.delete(key);
      this.#freeRows.push(row);
    }
  }
}

interface Slice {
  /** Of the time since the epoch, in slices. */
  number: number;
  /** By row. */
  counts: Uint32Array;
  grades: Uint8Array;
  /** What keys came to that were dropped. */
  lost: number;
}

interface Part {
  readonly slice: Slice;
  readonly share: number;
}

function totalOf(row: number, slices: readonly Slice[]): number {
  let total = 0;
  for (const { counts } of slices) total += counts[row] ?? 0;
  return total;
}

function sumOf(row: number, parts: readonly Part[]): number {
  let sum = 0;
  for (const { slice, share } of parts) sum += (slice.counts[row] ?? 0) * share;
  return Math.round(sum);
}

/** What was dropped, and whether anything was. */
function lostOf(parts: readonly Part[]): { total: number; bounded: boolean } {
  let total = 0;
  let bounded = false;
  for (const { slice, share } of parts) {
    total += slice.lost * share;
    bounded ||= slice.lost > 0;
  }
  return { total, bounded };
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The largest `n` of a sum, largest first; ties by insertion. */
export function largest<K>(counts: ReadonlyMap<K, number>, n: number): [K, number][] {
  const top: [K, number][] = [];
  for (const [key, count] of counts) rank(top, n, key, count);
  return top;
}

/** Puts a key where it belongs among the largest `n`, if it does. */
export function rank<K>(top: [K, number][], n: number, key: K, count: number): void {
  const last = top[top.length - 1];
  if (top.length === n && last !== undefined && count <= last[1]) return;
  let at = top.length;
  while (at > 0 && (top[at - 1]?.[1] ?? 0) < count) at--;
  top.splice(at, 0, [key, count]);
  if (top.length > n) top.pop();
}
