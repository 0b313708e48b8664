/**
 * How often each part of a frame is worth sending, ms. A list whose rows only count on goes once a second, with all
 * that is slow in one frame, so that a display lays out and paints once. News goes at once when its list has not gone
 * for that long: a storm of it costs no more than a second of counting on.
 */
export const RATE_EVERY_MS = 250;
export const SLOW_EVERY_MS = 1_000;

/** A wall clock that was set back must not hold frames up until it has caught up. */
export function isDue(lastMs: number, everyMs: number, nowMs: number): boolean {
  return nowMs < lastMs || nowMs - lastMs >= everyMs;
}
