import { RATE_SPAN_SECONDS, type RateColumns } from '#contract/frame.ts';
import { SEVERITY_COUNT } from '#contract/severity.ts';

/** A power of two above the span: a second has a fixed slot, and a clock a minute off does not eat history. */
const SLOTS = 1024;

/** Counts by unix second and severity for the last 15 minutes. Panels read it, only the store writes. */
export interface RateHistory {
  /** Events of that second and severity; 0 for seconds without a row. */
  count(second: number, severity: number): number;
  total(second: number): number;
  /** Newest second that has a row; 0 before the first. */
  readonly newest: number;
}

export class RateRing implements RateHistory {
  readonly #seconds = new Uint32Array(SLOTS);
  readonly #counts = new Uint32Array(SLOTS * SEVERITY_COUNT);
  #newest = 0;

  get newest(): number {
    return this.#newest;
  }

  count(second: number, severity: number): number {
    const slot = second % SLOTS;
    return this.#seconds[slot] === second ? (this.#counts[slot * SEVERITY_COUNT + severity] ?? 0) : 0;
  }

  total(second: number): number {
    const slot = second % SLOTS;
    if (this.#seconds[slot] !== second) return 0;
    let sum = 0;
    for (let severity = 0; severity < SEVERITY_COUNT; severity++) {
      sum += this.#counts[slot * SEVERITY_COUNT + severity] ?? 0;
    }
    return sum;
  }

  /** A row replaces what its second held. Rows outside the span around `nowSecond` would evict good ones: ignored. */
  put(rate: RateColumns, nowSecond: number): void {
    const oldest = nowSecond - RATE_SPAN_SECONDS - 1;
    const latest = nowSecond + (SLOTS - RATE_SPAN_SECONDS - 2);
    for (let row = 0; row < rate.seconds.length; row++) {
      const second = rate.seconds[row] ?? 0;
      if (second < oldest || second > latest) continue;
      const slot = second % SLOTS;
      this.#seconds[slot] = second;
      const from = row * SEVERITY_COUNT;
      this.#counts.set(rate.counts.subarray(from, from + SEVERITY_COUNT), slot * SEVERITY_COUNT);
      if (second > this.#newest) this.#newest = second;
    }
  }

  clear(): void {
    this.#seconds.fill(0);
    this.#counts.fill(0);
    this.#newest = 0;
  }
}
