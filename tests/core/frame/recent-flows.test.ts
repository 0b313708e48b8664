import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { KEPT_EVENTS, RecentFlows } from '#core/frame/recent-flows.ts';

function event(source: string, port: number, severity: 0 | 3 = 0): SocEvent {
  const made = new SocEvent();
  made.sourcePlace = 1;
  made.destinationPlace = 2;
  made['source.ip'] = source;
  made['destination.ip'] = '192.0.2.1';
  made['destination.port'] = port;
  made['network.transport'] = 'tcp';
  made.severity = severity;
  return made;
}

test('events of the same ends and port are one row, gravest first', () => {
  const recent = new RecentFlows(1_024);
  recent.add(event('198.51.100.1', 22), false, 1_000);
  recent.add(event('198.51.100.1', 22), false, 2_000);
  recent.add(event('198.51.100.2', 443, 3), false, 1_500);
  const { rows, events } = recent.rows(1, 2, { internal: false, from: 0 }, 0);
  assert.equal(events, 3);
  assert.deepEqual(
    rows.map(({ source, port, severity, count, at }) => [source, port, severity, count, at]),
    [
      ['198.51.100.2', 443, 3, 1, 1_500],
      ['198.51.100.1', 22, 0, 2, 2_000],
    ],
  );
  assert.equal(recent.rows(1, 2, { internal: false, from: 0 }, 1_800).events, 1);
  assert.deepEqual(recent.rows(2, 1, { internal: false, from: 0 }, 0), { rows: [], events: 0 });
});

test('what stays inside can be asked for alone', () => {
  const recent = new RecentFlows(1_024);
  recent.add(event('10.0.0.1', 445), true, 1_000);
  recent.add(event('198.51.100.1', 445), false, 1_000);
  assert.deepEqual(
    recent.rows(1, 2, { internal: true, from: 0 }, 0).rows.map(({ source }) => source),
    ['10.0.0.1'],
  );
  assert.equal(recent.rows(1, 2, { internal: false, from: 0 }, 0).events, 2);
});

test('a pair keeps its last events, and the oldest pair gives way', () => {
  const recent = new RecentFlows(1_024);
  for (let n = 0; n < KEPT_EVENTS * 2; n++) recent.add(event(`198.51.100.${n}`, n), false, n);
  const kept = recent.rows(1, 2, { internal: false, from: 0 }, 0);
  assert.equal(kept.events, KEPT_EVENTS);
  assert.equal(kept.rows[0]?.at, KEPT_EVENTS * 2 - 1);
  assert.equal(kept.rows.length, 16);
  for (let place = 0; place < 2_000; place++) {
    const other = event('198.51.100.1', 1);
    other.destinationPlace = 3 + place;
    recent.add(other, false, 1);
  }
  assert.equal(recent.rows(1, 2, { internal: false, from: 0 }, 0).events, 0);
});
