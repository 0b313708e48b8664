import type { Severity } from '#contract/severity.ts';
import type { RateHistory } from '#renderer/store/rate-history.ts';

/** Of the last whole minute, and what is usual: the median of the minutes before it. */
export interface AlertRate {
  readonly lastMinute: number;
  readonly usual: number | undefined;
  /** Whole minutes, oldest first. */
  readonly minutes: readonly number[];
}

/** @param byMinute oldest first, the last one still running */
export function alertRate(byMinute: readonly number[]): AlertRate {
  const minutes = byMinute.slice(0, -1);
  const before = minutes.slice(0, -1);
  // A wall that has just started has only zeroes to compare with.
  const usual = before.some((count) => count > 0) ? median(before) : undefined;
  return { lastMinute: minutes.at(-1) ?? 0, usual, minutes };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Mean events a second in `bins` equal parts of the span before `end`, oldest first. */
export function ratePoints(history: RateHistory, end: number, span: number, bins: number): number[] {
  const width = Math.floor(span / bins);
  return Array.from({ length: bins }, (_, bin) => {
    const from = end - width * (bins - bin);
    let sum = 0;
    for (let second = from; second < from + width; second++) sum += history.total(second);
    return sum / width;
  });
}

export interface OpenCount {
  readonly severity: Severity;
  readonly count: number;
}

/** Gravest first; @param open by severity level */
export function openCounts(open: readonly number[], from: number): OpenCount[] {
  const levels: readonly Severity[] = [4, 3, 2, 1, 0];
  return levels
    .filter((severity) => severity >= from)
    .map((severity) => ({ severity, count: open[severity] ?? 0 }));
}
