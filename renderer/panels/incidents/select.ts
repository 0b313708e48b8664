import type { Alarm, AlarmState } from '#contract/alarm.ts';
import type { IncidentRow } from '#contract/incident.ts';
import type { Place } from '#contract/place.ts';
import { filterOf } from '../filter.ts';
import type { IncidentsSettings } from './settings.ts';

export interface IncidentView {
  readonly row: IncidentRow;
  /** Undefined where the incident never raised one. */
  readonly alarm: AlarmState | undefined;
}

/** Whoever waits for an answer stands before those who have one, and those before the finished. */
function urgency({ row, alarm }: IncidentView): number {
  if (alarm === 'unacknowledged' || alarm === 'returned') return 3;
  return row.state === 'active' ? 2 : row.state === 'quiet' ? 1 : 0;
}

export function orderIncidents(
  rows: readonly IncidentRow[],
  alarms: readonly Alarm[],
  places: ReadonlyMap<number, Place>,
  settings: IncidentsSettings,
): IncidentView[] {
  const passes = filterOf(settings, places);
  const states = new Map(alarms.map((alarm) => [alarm.id, alarm.state]));
  return rows
    .filter((row) => passes(row) && (settings.closed || row.state !== 'closed'))
    .map((row) => ({ row, alarm: states.get(row.id) }))
    .toSorted(
      (a, b) =>
        b.row.severity - a.row.severity ||
        urgency(b) - urgency(a) ||
        b.row.opened - a.row.opened ||
        (a.row.id < b.row.id ? -1 : 1),
    );
}

/** The last tactics are the furthest the attack has come: keep those. */
export function lastTactics(tactics: readonly string[], room: number): readonly string[] {
  return tactics.slice(-room);
}
