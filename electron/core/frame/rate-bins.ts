import { RATE_SPAN_SECONDS, type RateColumns } from '#contract/frame.ts';
import { SEVERITY_COUNT, type Severity } from '#contract/severity.ts';

/** How far ahead of the clock an event time may lie before it counts as now. */
const AHEAD_SECONDS = 5;

/**
 * Events by second of event time and by severity: a ring over the chart's span. A late event lands in its own
 * second; one from before the span is counted as older, never put where it does not belong.
 */
export class RateBins {
  /** Events whose time lay before the span when they arrived; not what is read again. */
  older = 0;
  readonly #seconds = new Uint32Array(RATE_SPAN_SECONDS);
  readonly #counts = new Uint32Array(RATE_SPAN_SECONDS * SEVERITY_COUNT);
  readonly #dirty = new Set<number>();

  /** @param timeMs event time @param nowMs core wall clock @param warm it is read again after a restart */
  add(timeMs: number, severity: Severity, nowMs: number, warm = false): void {
    const now = Math.floor(nowMs / 1000);
    let second = Math.floor(timeMs / 1000);
    if (!(second <= now + AHEAD_SECONDS)) second = now;
    if (second <= now - RATE_SPAN_SECONDS) {
      if (!warm) this.older++;
      return;
    }
    const slot = second % RATE_SPAN_SECONDS;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#counts.fill(0, slot * SEVERITY_COUNT, (slot + 1) * SEVERITY_COUNT);
    }
    const at = slot * SEVERITY_COUNT + severity;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#dirty.add(second);
  }

  /** Rows that changed since the last call. */
  takeChanged(): RateColumns {
    const rows = [...this.#dirty].sort((a, b) => a - b);
    this.#dirty.clear();
    return this.#rows(rows);
  }

  /** Every row of the span that holds anything. */
  all(nowMs: number): RateColumns {
    const now = Math.floor(nowMs / 1000);
    const rows: number[] = [];
    for (let second = now - RATE_SPAN_SECONDS + 1; second <= now + AHEAD_SECONDS; second++) {
      if (this.#seconds[second % RATE_SPAN_SECONDS] === second) rows.push(second);
    }
    return this.#rows(rows);
  }

  #rows(rows: readonly number[]): RateColumns {
    const seconds = Uint32Array.from(rows);
    const counts = new Uint32Array(rows.length * SEVERITY_COUNT);
    rows.forEach((second, row) => {
      const from = (second % RATE_SPAN_SECONDS) * SEVERITY_COUNT;
      // A row that the ring has since reused for a later second is gone, not wrong.
      if (this.#seconds[second % RATE_SPAN_SECONDS] !== second) return;
      counts.set(this.#counts.subarray(from, from + SEVERITY_COUNT), row * SEVERITY_COUNT);
    });
    return { seconds, counts };
  }
}
