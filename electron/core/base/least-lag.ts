/** A feed's ordinary mix holds a record that is not late in so long. */
const SPAN_MS = 5_000;

/**
 * The least lag of the running five seconds and of the last before them that had a record. One late record among others
 * is no late feed: what tells of a whole flow, say, comes when the flow has long begun.
 */
export class LeastLag {
  #span = 0;
  #running = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;

  /** @param nowMs core wall clock of the arrival */
  note(lagMs: number, nowMs: number): void {
    const span = Math.floor(nowMs / SPAN_MS);
    if (span !== this.#span) {
      this.#span = span;
      this.#before = this.#running;
      this.#running = lagMs;
    } else if (lagMs < this.#running) this.#running = lagMs;
  }

  /** 0 before the first record. */
  get ms(): number {
    const least = Math.min(this.#running, this.#before);
    return least === Number.POSITIVE_INFINITY ? 0 : least;
  }
}
