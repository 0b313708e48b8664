import type { Place } from '#contract/place.ts';
import type { AlertRow } from '#contract/wall.ts';
import { filterOf, type Filter } from '../filter.ts';

export function filterAlerts(
  rows: readonly AlertRow[],
  filter: Filter,
  places: ReadonlyMap<number, Place>,
): AlertRow[] {
  const passes = filterOf(filter, places);
  return rows.filter((row) => passes({ ...row, sensors: [row.sensor], categories: [row.category] }));
}

export function isHighlighted(row: AlertRow, now: number): boolean {
  return row.highlightedUntil > now;
}

/** Highlighted rows on top, gravest first; the rest newest first. */
export function orderAlerts(rows: readonly AlertRow[], now: number): AlertRow[] {
  return rows.toSorted((a, b) => {
    const [ah, bh] = [isHighlighted(a, now), isHighlighted(b, now)];
    if (ah !== bh) return ah ? -1 : 1;
    if (ah && a.severity !== b.severity) return b.severity - a.severity;
    return b.last - a.last || b.first - a.first || (a.id < b.id ? -1 : 1);
  });
}
