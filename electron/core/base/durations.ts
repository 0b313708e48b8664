const MAX_KEPT = 200;

/** The latest durations of one kind, ms; their median is what a person may expect. */
export class Durations {
  readonly #kept: number[] = [];

  add(ms: number): void {
    this.#kept.push(Math.max(0, ms));
    if (this.#kept.length > MAX_KEPT) this.#kept.shift();
  }

  /** `medianMs` is 0 while there is none. */
  summary(): { medianMs: number; count: number } {
    const sorted = this.#kept.toSorted((a, b) => a - b);
    const middle = sorted.length / 2;
    const low = sorted[Math.ceil(middle) - 1] ?? 0;
    const high = sorted[Math.floor(middle)] ?? 0;
    return { medianMs: (low + high) / 2, count: sorted.length };
  }
}
