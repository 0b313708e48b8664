import type { AlertRow } from '#contract/wall.ts';

export function isHighlighted(row: AlertRow, now: number): boolean {
  return row.highlightedUntil > now;
}

/** Highlighted rows on top, gravest first; the rest newest first. */
export function orderAlerts(rows: readonly AlertRow[], now: number, from: number): AlertRow[] {
  const shown = rows.filter((row) => row.severity >= from);
  return shown.toSorted((a, b) => {
    const [ah, bh] = [isHighlighted(a, now), isHighlighted(b, now)];
    if (ah !== bh) return ah ? -1 : 1;
    if (ah && a.severity !== b.severity) return b.severity - a.severity;
    return b.last - a.last || b.first - a.first || (a.id < b.id ? -1 : 1);
  });
}
