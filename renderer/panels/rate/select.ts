import { RATE_SPAN_SECONDS } from '#contract/frame.ts';
import type { IncidentRow } from '#contract/incident.ts';
import { SEVERITY_COUNT, type Severity } from '#contract/severity.ts';
import type { Baseline, Columns, IncidentMark } from '#renderer/draw/rate-chart.ts';
import type { RateHistory } from '#renderer/store/rate-history.ts';

/** The history as if nothing below a severity had come. */
export function atLeast(history: RateHistory, from: number): RateHistory {
  if (from === 0) return history;
  return {
    get newest() {
      return history.newest;
    },
    count: (second, severity) => (severity >= from ? history.count(second, severity) : 0),
    total(second) {
      let sum = 0;
      for (let severity = from; severity < SEVERITY_COUNT; severity++) sum += history.count(second, severity);
      return sum;
    },
  };
}

/** @param end exclusive: the second after the last one drawn. */
export function stackColumns(history: RateHistory, end: number, span: number, columns: number): Columns {
  const stacks = new Uint32Array(columns * SEVERITY_COUNT);
  const totals = new Uint32Array(columns);
  let max = 0;
  for (let column = 0; column < columns; column++) {
    const from = end - span + Math.floor((column * span) / columns);
    const to = Math.max(from + 1, end - span + Math.floor(((column + 1) * span) / columns));
    let busiest = from;
    let most = -1;
    for (let second = from; second < to; second++) {
      const total = history.total(second);
      if (total > most) {
        most = total;
        busiest = second;
      }
    }
    totals[column] = Math.max(0, most);
    max = Math.max(max, most);
    for (let severity = 0; severity < SEVERITY_COUNT; severity++) {
      stacks[column * SEVERITY_COUNT + severity] = history.count(busiest, severity);
    }
  }
  return { stacks, totals, max };
}

/** Fewer seconds than these say nothing about what is usual. */
const LEAST_SECONDS = 60;

/**
 * What is usual: median and the middle 80 % of all seconds that are kept, however few of them the chart shows. Seconds
 * before the first event are left out (the wall may be younger), and so is the current, unfinished one.
 */
export function baseline(history: RateHistory, end: number): Baseline | undefined {
  const totals: number[] = [];
  for (let second = end - RATE_SPAN_SECONDS; second < end - 1; second++) {
    const total = history.total(second);
    if (totals.length > 0 || total > 0) totals.push(total);
  }
  if (totals.length < LEAST_SECONDS) return undefined;
  totals.sort((a, b) => a - b);
  const at = (share: number) => totals[Math.round(share * (totals.length - 1))] ?? 0;
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

export function totalsBySeverity(history: RateHistory, end: number, span: number): readonly number[] {
  const totals = Array.from({ length: SEVERITY_COUNT }, () => 0);
  for (let second = end - span; second < end; second++) {
    for (let severity = 0; severity < SEVERITY_COUNT; severity++) {
      totals[severity] = (totals[severity] ?? 0) + history.count(second, severity);
    }
  }
  return totals;
}

/** Incidents by the time they opened; those nearer than `apart` px become one mark of the gravest, with a count. */
export function incidentMarks(
  rows: readonly IncidentRow[],
  startMs: number,
  spanMs: number,
  width: number,
  apart: number,
): IncidentMark[] {
  const marks: IncidentMark[] = [];
  const inside = rows
    .filter((row) => row.opened >= startMs && row.opened <= startMs + spanMs)
    .toSorted((a, b) => a.opened - b.opened);
  for (const row of inside) {
    const x = ((row.opened - startMs) / spanMs) * width;
    const last = marks.at(-1);
    if (last && x - last.x < apart) {
      marks[marks.length - 1] = {
        x: last.x,
        severity: Math.max(last.severity, row.severity) as Severity,
        count: last.count + 1,
      };
    } else marks.push({ x, severity: row.severity, count: 1 });
  }
  return marks;
}
