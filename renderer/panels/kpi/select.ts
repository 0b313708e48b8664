import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { Changes } from '#contract/wall.ts';
import type { RateHistory } from '#renderer/store/rate-history.ts';
import { filterOf, type Filter } from '../filter.ts';

/** Of the last whole minute, and what is usual: the median of the minutes before it. */
export interface AlertRate {
  readonly lastMinute: number;
  readonly usual: number | undefined;
  /** Whole minutes, oldest first. */
  readonly minutes: readonly number[];
}

/** Fewer minutes say nothing of what is usual. */
const LEAST_COMPARED = 3;

/**
 * @param byMinute oldest first, the last one still running
 * @param watched whole minutes since the count began: an older zero is no quiet minute, only one that nobody saw
 */
export function alertRate(byMinute: readonly number[], watched = Number.POSITIVE_INFINITY): AlertRate {
  const minutes = byMinute.slice(0, -1);
  const seen = minutes.length - watched;
  // What was read again after a restart lies before its start.
  const first = minutes.findIndex((count, i) => count > 0 || i >= seen);
  const before = minutes.slice(first < 0 ? minutes.length : first, -1);
  const usual = before.length >= LEAST_COMPARED ? median(before) : undefined;
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

/** The busiest second before `end`. */
export function peakOf(history: RateHistory, end: number, span: number): number {
  let peak = 0;
  for (let second = end - span; second < end; second++) peak = Math.max(peak, history.total(second));
  return peak;
}

/**
 * Open incidents that pass, by severity. Counted from the rows that a frame carries, which hold open ones first:
 * `complete` says whether all that are open were among them.
 */
export function passingOpen(
  { rows, open }: NonNullable<Changes['incidents']>,
  filter: Filter,
  places: ReadonlyMap<number, Place>,
): { readonly open: readonly number[]; readonly complete: boolean } {
  const passes = filterOf(filter, places);
  const active = rows.filter(({ state }) => state === 'active');
  const counts = open.map(
    (_, severity) => active.filter((row) => row.severity === severity && passes(row)).length,
  );
  return { open: counts, complete: active.length >= open.reduce((sum, count) => sum + count, 0) };
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
