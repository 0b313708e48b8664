import { SEVERITY_COUNT } from '#contract/severity.ts';
import type { RateHistory } from '#renderer/store/rate-history.ts';

/** Events of the last minute at or above a severity. Logic lives in files without React, so Node can test it. */
export function lastMinute(history: RateHistory, second: number, from: number): number {
  let sum = 0;
  for (let at = second - 60; at < second; at++) {
    for (let severity = from; severity < SEVERITY_COUNT; severity++) sum += history.count(at, severity);
  }
  return sum;
}
