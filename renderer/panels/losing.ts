/** Long enough to be seen by somebody who comes back with a coffee; what was lost before is a number, not news. */
const LOSS_NEWS_MS = 5 * 60_000;

/** @param lastAt of the latest loss, 0 when there was none */
export function isLosing(lastAt: number, now: number): boolean {
  return lastAt > 0 && now - lastAt < LOSS_NEWS_MS;
}
