import { KPI_MINUTES } from '#contract/wall.ts';

/** Detections by minute of arrival, the last quarter of an hour. */
export class AlertMinutes {
  readonly #minutes = new Uint32Array(KPI_MINUTES + 1);
  readonly #counts = new Uint32Array(KPI_MINUTES + 1);

  /** @param atMs when it arrived; for warm records, when it happened */
  add(atMs: number): void {
    const minute = Math.floor(atMs / 60_000);
    const slot = minute % this.#minutes.length;
    if (this.#minutes[slot] !== minute) {
      // A late one must not wipe a newer minute.
      if ((this.#minutes[slot] ?? 0) > minute) return;
      this.#minutes[slot] = minute;
      this.#counts[slot] = 0;
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  /** Oldest first; the last is the minute that is running. */
  list(nowMs: number): number[] {
    const now = Math.floor(nowMs / 60_000);
    return Array.from({ length: KPI_MINUTES + 1 }, (_, i) => {
      const minute = now - KPI_MINUTES + i;
      const slot = minute % this.#minutes.length;
      return this.#minutes[slot] === minute ? (this.#counts[slot] ?? 0) : 0;
    });
  }
}
