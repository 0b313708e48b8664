import type { Alarm } from '#contract/alarm.ts';
import type { DetectionSummary, IncidentAsset, IncidentEvent, IncidentRow } from '#contract/incident.ts';
import type { Severity } from '#contract/severity.ts';
import { filterOf } from '../filter.ts';
import { focusFilter, type FocusSettings } from './settings.ts';

export interface Focused {
  readonly id: string;
  readonly row: IncidentRow | undefined;
  /** Asked for, by a setting or a takeover; else it was chosen from what passes the filter. */
  readonly asked: boolean;
}

/** The one that was asked for by name, else by a takeover, else the gravest open: waiting before answered, then newest. */
export function focusOf(
  rows: readonly IncidentRow[],
  alarms: readonly Alarm[],
  takeover: string | undefined,
  settings: FocusSettings,
): Focused | undefined {
  const asked = settings.incident || takeover;
  if (asked) return { id: asked, row: rows.find(({ id }) => id === asked), asked: true };
  const passes = filterOf(focusFilter(settings), new Map());
  const waiting = new Set(
    alarms.filter(({ state }) => state === 'unacknowledged' || state === 'returned').map(({ id }) => id),
  );
  const [row] = rows
    .filter((one) => one.state === 'active' && passes(one))
    .toSorted(
      (a, b) =>
        b.severity - a.severity ||
        Number(waiting.has(b.id)) - Number(waiting.has(a.id)) ||
        b.opened - a.opened ||
        (a.id < b.id ? -1 : 1),
    );
  return row && { id: row.id, row, asked: false };
}

/** One rule's part in the incident, as a bar on the time axis: shares of the span, 0..1. */
export interface Lane {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly count: number;
  readonly reason: string;
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly Lane[];
  /** Rules that have no lane. */
  readonly hidden: number;
}

const LEAST_SPAN_MS = 10_000;

/** In order of appearance: how the attack went on. When there is no room the gravest and the latest stay. */
export function timelineOf(detections: readonly DetectionSummary[], room: number): Timeline {
  const kept = detections
    .toSorted((a, b) => b.level - a.level || b.last - a.last)
    .slice(0, Math.max(0, room))
    .toSorted((a, b) => a.first - b.first || b.level - a.level);
  const from = Math.min(...detections.map(({ first }) => first));
  const to = Math.max(...detections.map(({ last }) => last), from + LEAST_SPAN_MS);
  const share = (at: number) => Math.min(1, Math.max(0, (at - from) / (to - from)));
  return {
    from,
    to,
    lanes: kept.map(({ rule, title, level, count, reason, first, last }) => ({
      rule,
      title,
      severity: level,
      count,
      reason,
      first,
      last,
      start: share(first),
      end: share(last),
    })),
    hidden: detections.length - kept.length,
  };
}

/** Where an event went, as one writes it. */
export function endOf({
  destination,
  port,
  transport,
}: Pick<IncidentEvent, 'destination' | 'port' | 'transport'>): string {
  const address = destination === '' ? '?' : destination;
  const way = transport === '' ? '' : `/${transport}`;
  if (port === 0) return address + way;
  return `${address.includes(':') ? `[${address}]` : address}:${port}${way}`;
}

const CRITICALITY_RANK: Record<IncidentAsset['criticality'], number> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
};

/** The most critical first; of equals the one that was seen first. */
export function orderAssets(assets: readonly IncidentAsset[]): IncidentAsset[] {
  return assets.toSorted((a, b) => CRITICALITY_RANK[a.criticality] - CRITICALITY_RANK[b.criticality]);
}

export interface Room {
  /** Of the title. */
  readonly lines: 1 | 2;
  readonly hosts: boolean;
  readonly timeline: boolean;
  readonly events: boolean;
  readonly assets: number;
}

/** What a panel so many rows high shows: who has what comes first, then whom it is about, then how it went on. */
export function roomFor(rows: number, wide: boolean): Room {
  const tall = rows >= 11;
  return {
    lines: rows >= 7 ? 2 : 1,
    hosts: rows >= (wide ? 3 : 5),
    timeline: rows >= 7,
    events: tall,
    assets: tall ? 4 : rows >= 7 ? 1 : 0,
  };
}
