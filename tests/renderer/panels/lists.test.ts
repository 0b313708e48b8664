import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterAlerts, orderAlerts } from '#renderer/panels/alerts/select.ts';
import { knownZones } from '#renderer/panels/clock/select.ts';
import {
  facts,
  orderSources,
  presentNotices,
  shareRows,
  troubleCount,
} from '#renderer/panels/health/select.ts';
import { lastTactics, orderIncidents } from '#renderer/panels/incidents/select.ts';
import { talkersOf, turn } from '#renderer/panels/talkers/select.ts';
import { alarmOf, alertRows, health, incidentRows } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
const NO_PLACES = new Map();
const ALL = { from: 0, tenants: [], sites: [], sensors: [], categories: [], closed: false, rows: 0 };

test('alerts: highlighted on top, then newest first, below the least severity none', () => {
  const rows = alertRows(NOW, 8).toReversed();
  rows[2] = { ...rows[2]!, highlightedUntil: NOW + 1 };
  const ordered = orderAlerts(rows, NOW);
  assert.deepEqual(
    ordered.slice(0, 3).map(({ id }) => id),
    ['alert-0', rows[2].id, 'alert-1'],
  );
  assert.ok(filterAlerts(rows, { ...ALL, from: 3 }, NO_PLACES).every(({ severity }) => severity >= 3));
  assert.equal(orderAlerts(rows, NOW + 60_000)[0]?.id, 'alert-0', 'a highlight ends');
});

test('incidents: gravest first, then who waits for an answer, then newest', () => {
  const rows = incidentRows(NOW);
  const alarms = [alarmOf(rows[2]!, 'returned', NOW), alarmOf(rows[1]!, 'acknowledged', NOW)];
  const ordered = orderIncidents(rows.toReversed(), alarms, NO_PLACES, ALL);
  assert.deepEqual(
    ordered.slice(0, 3).map(({ row }) => row.id),
    ['incident-0', 'incident-2', 'incident-1'],
  );
  assert.equal(ordered[1]?.alarm, 'returned');
});

test('incidents: closed ones only when asked for', () => {
  const rows = incidentRows(NOW).map((row) => ({ ...row, state: 'closed' as const }));
  assert.equal(orderIncidents(rows, [], NO_PLACES, ALL).length, 0);
  assert.equal(orderIncidents(rows, [], NO_PLACES, { ...ALL, closed: true }).length, 7);
  assert.deepEqual(lastTactics(['a', 'b', 'c'], 2), ['b', 'c']);
});

test('talkers: share of the whole, length of the largest', () => {
  const entry = { severity: 1 as const, label: '', before: 0 };
  const list = {
    entries: [
      { ...entry, key: 'a', count: 50 },
      { ...entry, key: 'b', count: 25 },
    ],
    total: 200,
    distinct: 9,
    bounded: false,
  };
  assert.deepEqual(
    talkersOf(list, 5).map(({ share, length }) => [share, length]),
    [
      [0.25, 1],
      [0.125, 0.5],
    ],
  );
  assert.deepEqual(talkersOf({ ...list, entries: [], total: 0 }, 5), []);
});

test('talkers: lists take turns by the clock, all of them in time', () => {
  const lists = ['a', 'b', 'c', 'd', 'e'];
  const seen = new Set<string>();
  for (let second = 0; second < 36; second += 12) {
    const { shown, turns } = turn(lists, 2, second, 12);
    assert.equal(turns, 3);
    for (const name of shown) seen.add(name);
  }
  assert.deepEqual([...seen], lists);
  assert.deepEqual(turn(lists, 9, 77, 12).shown, lists);
});

test('health: trouble first, and counted', () => {
  const well = health(NOW);
  assert.equal(troubleCount(well, NOW), 0);
  const [one, two] = well.sources;
  const bad = {
    ...well,
    sources: [one!, { ...two!, state: 'failing' as const }],
    rules: { loaded: 60, failed: 2 },
    displays: [{ name: 'main', sound: 'muted' as const, since: NOW }],
  };
  assert.equal(orderSources(bad.sources, NOW)[0]?.name, two?.name);
  assert.equal(troubleCount(bad, NOW), 3);
  assert.deepEqual(
    facts(bad, NOW)
      .filter((fact) => fact.bad)
      .map((fact) => fact.name),
    ['rules', 'displays'],
  );
  assert.equal(troubleCount({ ...well, sources: [] }, NOW), 1, 'no source at all is not well');
});

test('health: what was lost or happened long ago is no trouble any more, what stands is', () => {
  const HOUR = 3_600_000;
  const well = health(NOW);
  const [one, two] = well.sources;
  const lost = {
    ...well,
    sources: [one!, { ...two!, dropped: 1, lastDropAt: NOW - 240_000 }],
    correlation: { ...well.correlation, evicted: 7, lastEvictedAt: NOW - 240_000 },
    notices: [
      { at: NOW - HOUR, text: 'The state was damaged', stands: false },
      { at: NOW - 9 * HOUR, text: 'Rule refused', stands: true },
    ],
  };
  assert.equal(troubleCount(lost, NOW), 4);
  assert.equal(orderSources(lost.sources, NOW)[0], lost.sources[1]);
  const later = NOW + 4 * HOUR;
  assert.deepEqual(
    presentNotices(lost, later).map(({ text }) => text),
    ['Rule refused'],
  );
  assert.equal(troubleCount({ ...lost, notices: lost.notices.slice(0, 1) }, later), 0);
  const before = { ...lost, sources: [{ ...one!, dropped: 1 }], notices: [] };
  assert.equal(troubleCount(before, later), 0, 'lost in a run before');
});

test('health: reasons take the rows that sources leave, and one of a full list', () => {
  assert.deepEqual(shareRows(0, 2, 5), { sources: 0, reasons: 0 });
  assert.deepEqual(shareRows(2, 4, 5), { sources: 2, reasons: 0 });
  assert.deepEqual(shareRows(4, 9, 5), { sources: 3, reasons: 1 });
  assert.deepEqual(shareRows(12, 3, 5), { sources: 7, reasons: 5 });
  assert.deepEqual(shareRows(12, 20, 0), { sources: 12, reasons: 0 });
  assert.deepEqual(shareRows(4, 0, 8), { sources: 1, reasons: 3 });
});

test('clock: a wrong zone does not take the clock down', () => {
  assert.deepEqual(knownZones(['UTC', 'Mars/Olympus', 'Asia/Seoul']), ['UTC', 'Asia/Seoul']);
});
