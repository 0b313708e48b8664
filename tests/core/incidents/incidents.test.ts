import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '#contract/detection.ts';
import type { Incident } from '#contract/incident.ts';
import type { Severity } from '#contract/severity.ts';
import { causeOf } from '#core/incidents/cause.ts';
import { sensorDetection } from '#core/incidents/sensor-detection.ts';
import { Incidents } from '#core/incidents/incidents.ts';
import { detection, event } from '#tests/support/events.ts';

const add = (incidents: Incidents, one: Detection) =>
  incidents.add(one, causeOf(one), one.events[0]?.id ?? '');

test('detections of one source are one incident, and the gravest names it', () => {
  const incidents = new Incidents();
  const first = add(incidents, detection({ ruleId: 'scan', level: 3 }));
  const second = add(incidents, detection({ ruleId: 'exploit', level: 4, time: 1_060_000 }));
  assert.ok(first?.opened && first.risen);
  assert.ok(second && !second.opened && second.risen);
  assert.equal(first.incident.id, second.incident.id);
  assert.equal(second.incident.title, 'Rule exploit');
  assert.equal(second.incident.count, 2);
  assert.deepEqual(incidents.openCounts(), [0, 0, 0, 0, 1]);
});

test('a sensor’s name for it is cut to what a list can carry', () => {
  const { title } = sensorDetection(event({ 'rule.name': 'x'.repeat(100_000) }), 'e1').rule;
  assert.equal(title, `${'x'.repeat(255)}…`);
});

test('slight detections open nothing, but join what is open', () => {
  const incidents = new Incidents();
  assert.equal(add(incidents, detection({ level: 1 })), undefined);
  add(incidents, detection({ level: 3 }));
  assert.equal(add(incidents, detection({ level: 1, ruleId: 'x' }))?.incident.count, 2);
});

test('a flood from many sources is one incident of its target', () => {
  const incidents = new Incidents();
  for (let n = 0; n < 1_000; n++) {
    const source = `198.51.${n >> 8}.${n & 255}`;
    add(
      incidents,
      detection({
        techniques: ['T1498.001'],
        event: event({ 'source.ip': source, 'destination.ip': '10.0.0.1' }),
      }),
    );
  }
  const rows = incidents.rows(new Set());
  assert.equal(rows.length, 1);
  assert.deepEqual(rows[0]?.cause, { role: 'destination', value: '10.0.0.1' });
  assert.equal(rows[0]?.peerCount, 1_000);
});

test('a group of both ends has no peers; one that names neither end has them', () => {
  const incidents = new Incidents();
  const ends = event({ 'source.ip': '10.0.0.1', 'destination.ip': '10.0.0.2' });
  const pair = { 'client.ip': '10.0.0.1', 'server.ip': '10.0.0.2' };
  const both = add(incidents, detection({ kind: 'correlation', group: pair, event: ends }));
  assert.equal(both?.incident.cause.value, '10.0.0.1 · 10.0.0.2');
  assert.deepEqual(both?.incident.peers, []);
  const user = add(
    incidents,
    detection({ kind: 'correlation', ruleId: 'other', group: { 'user.name': 'kim' }, event: ends }),
  );
  assert.deepEqual(user?.incident.peers, ['10.0.0.1']);
});

test('a scenario joins the incident of the events it completed on, whoever its group names', () => {
  const incidents = new Incidents();
  const exploit = detection({ ruleId: 'exploit', level: 4 });
  const opened = add(incidents, exploit);
  const chain = detection({
    kind: 'correlation',
    ruleId: 'chain',
    group: { victim: '10.0.0.5' },
    events: [...exploit.events, { id: 'later', time: 1_001_000, sequence: 9 }],
  });
  assert.equal(add(incidents, chain)?.incident.id, opened?.incident.id);
});

test('two stations that see the same stream derive the same id', () => {
  const one = detection();
  assert.equal(add(new Incidents(), one)?.incident.id, add(new Incidents(), one)?.incident.id);
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 24, 12);

/** A feed's detection as the pipeline gives it. @param received wall clock; the feed is live unless it says otherwise */
function hear(incidents: Incidents, feed: string, time: number, received = time, source = '203.0.113.9') {
  incidents.feeds.reached(feed, time, received);
  return add(incidents, detection({ time, event: event({ feed, received, 'source.ip': source }) }));
}

test('an episode ends after its gap in event time; a later detection opens another', () => {
  const incidents = new Incidents();
  const first = hear(incidents, 'live', NOW);
  assert.equal(incidents.expire(NOW + 29 * MINUTE).length, 0);
  assert.equal(incidents.expire(NOW + 30 * MINUTE)[0]?.id, first?.incident.id);
  assert.equal(incidents.expire(NOW + 30 * MINUTE).length, 0);
  const second = hear(incidents, 'live', NOW + 31 * MINUTE);
  assert.ok(second?.opened);
  assert.notEqual(second.incident.id, first?.incident.id);
});

test('a backlog beside a live feed is one incident, and over when its own feed says so', () => {
  const incidents = new Incidents();
  let opened = 0;
  for (let n = 0; n < 8; n++) {
    const now = NOW + n * 1_500;
    hear(incidents, 'live', now, now, '203.0.113.7');
    if (hear(incidents, 'backlog', now - 2 * HOUR, now)?.opened) opened++;
    assert.deepEqual(incidents.expire(now), []);
  }
  assert.equal(opened, 1);
  // It catches up: what it passes is over, what the live feed told of is not.
  incidents.feeds.reached('backlog', NOW, NOW + 20_000);
  assert.deepEqual(
    incidents.expire(NOW + 20_000).map(({ cause }) => cause.value),
    ['203.0.113.9'],
  );
});

test('what two feeds tell of lasts until both have passed it', () => {
  const incidents = new Incidents();
  const id = hear(incidents, 'live', NOW)?.incident.id;
  for (let minute = 0; minute <= 60; minute += 10) {
    const now = NOW + minute * MINUTE;
    incidents.feeds.reached('live', now, now);
    assert.equal(hear(incidents, 'backlog', now - 2 * HOUR, now)?.incident.id, id);
    assert.deepEqual(incidents.expire(now), []);
  }
  incidents.feeds.reached('backlog', NOW + HOUR, NOW + HOUR);
  assert.equal(incidents.expire(NOW + HOUR)[0]?.id, id);
});

test('two feeds that tell of one source hours apart do not take turns at opening', () => {
  const incidents = new Incidents();
  let opened = 0;
  for (let n = 0; n < 8; n++) {
    const now = NOW + n * 1_500;
    if (hear(incidents, 'backlog', now - 2 * HOUR, now)?.opened) opened++;
    if (hear(incidents, 'live', now)?.opened) opened++;
    assert.deepEqual(incidents.expire(now), []);
  }
  assert.equal(opened, 2);
});

test('a sensor that lags behind the others of its feed is one incident, and lasts for a gap of the feed', () => {
  const incidents = new Incidents();
  for (let n = 0; n < 8; n++) {
    const now = NOW + n * 1_500;
    incidents.feeds.reached('hub', now, now);
    assert.equal(hear(incidents, 'hub', now - 2 * HOUR, now)?.opened, n === 0);
    assert.deepEqual(incidents.expire(now), []);
  }
  assert.equal(incidents.expire(NOW + 10_500 + 30 * MINUTE).length, 1);
});

test('a sensor that comes back goes on with the episode that fell quiet while it was away', () => {
  const incidents = new Incidents();
  const id = hear(incidents, 'sensor', NOW)?.incident.id;
  assert.equal(incidents.expire(NOW + HOUR).length, 1);
  const back = hear(incidents, 'sensor', NOW + MINUTE, NOW + 2 * HOUR);
  assert.ok(back && !back.opened);
  assert.equal(back.incident.id, id);
  assert.equal(back.incident.state, 'active');
  assert.deepEqual(incidents.expire(NOW + 2 * HOUR + 29 * MINUTE), []);
  assert.equal(incidents.expire(NOW + 2 * HOUR + 30 * MINUTE).length, 1);
});

/** Of a recording of last year: one source that is told of for ten minutes in every hour. */
function replay(incidents: Incidents, wallMs: (minute: number) => number): string[][] {
  const start = NOW - 365 * 24 * HOUR;
  for (let minute = 0; minute <= 5 * 60; minute++) {
    const wall = NOW + wallMs(minute);
    incidents.feeds.reached('recording', start + minute * MINUTE, wall);
    if (minute % 60 < 10) {
      const time = start + minute * MINUTE;
      const ref = { id: `minute ${minute}`, time, sequence: minute };
      const told = event({ feed: 'recording', received: wall, 'source.ip': '203.0.113.9' });
      add(incidents, detection({ time, event: told, first: ref, events: [ref] }));
    }
    if (minute % 7 === 0) incidents.expire(wall);
  }
  incidents.expire(NOW + wallMs(5 * 60));
  return incidents.rows(new Set()).map(({ id, state, count }) => [id, state, String(count)]);
}

test('a recording makes the same incidents at any speed, beside a live feed or without', () => {
  const atOnce = replay(new Incidents(), () => 0);
  assert.deepEqual(
    atOnce.map(([, state, count]) => [state, count]),
    [['active', '1'], ...Array.from({ length: 5 }, () => ['quiet', '10'])],
  );
  assert.deepEqual(
    replay(new Incidents(), (minute) => minute * MINUTE),
    atOnce,
  );
  const beside = new Incidents();
  hear(beside, 'live', NOW, NOW, '203.0.113.7');
  assert.deepEqual(
    replay(beside, (minute) => minute * 100).filter(([, , count]) => count !== '1'),
    atOnce.filter(([, , count]) => count !== '1'),
  );
});

test('a recording that starts over goes on by the wall clock: what is told again does not fall quiet at once', () => {
  const incidents = new Incidents();
  incidents.feeds.reached('loop', NOW - 9 * HOUR, NOW);
  for (let round = 0; round < 4; round++) {
    const wall = NOW + round * HOUR;
    hear(incidents, 'loop', NOW - 10 * HOUR, wall);
    assert.deepEqual(incidents.expire(wall + 29 * MINUTE), []);
    assert.equal(incidents.expire(wall + 31 * MINUTE).length, 1);
  }
});

test('after a restart a feed goes on from where it was: an outage of ours ends no episode', () => {
  const before = new Incidents();
  hear(before, 'live', NOW, NOW, '203.0.113.7');
  const id = hear(before, 'backlog', NOW - 2 * HOUR, NOW)?.incident.id;
  const after = new Incidents();
  after.restore(structuredClone(before.unsaved()));
  const restart = NOW + 3 * HOUR;
  after.feeds.reached('live', restart, restart);
  assert.deepEqual(
    after.expire(restart).map(({ cause }) => cause.value),
    ['203.0.113.7'],
  );
  const more = hear(after, 'backlog', NOW - 2 * HOUR + MINUTE, restart + MINUTE);
  assert.ok(more && !more.opened);
  assert.equal(more.incident.id, id);
  // A feed that is no longer there says nothing more: the wall clock of this run does.
  assert.deepEqual(after.expire(restart + 30 * MINUTE), []);
  assert.equal(after.expire(restart + 31 * MINUTE)[0]?.id, id);
});

test('what an older version stored tells no feeds, and ends by the wall clock', () => {
  const before = new Incidents();
  hear(before, 'live', NOW);
  const [{ heard: _heard, ...stored }] = structuredClone(before.unsaved()) as [Incident];
  const after = new Incidents();
  after.restore([stored]);
  assert.deepEqual(after.expire(NOW + HOUR), []);
  assert.equal(after.expire(NOW + HOUR + 30 * MINUTE).length, 1);
});

test('closing ends it, reopening takes it back, unknown ids say so', () => {
  const incidents = new Incidents();
  const id = add(incidents, detection())?.incident.id ?? '';
  assert.equal(incidents.setClosed(id, true, 0)?.state, 'closed');
  assert.ok(add(incidents, detection())?.opened);
  assert.equal(incidents.setClosed(id, false, 0)?.state, 'active');
  assert.equal(incidents.setClosed('nothing', true, 0), undefined);
});

test('one that a person reopens lasts for an episode, and takes in what has its cause meanwhile', () => {
  const incidents = new Incidents();
  const id = hear(incidents, 'live', NOW)?.incident.id ?? '';
  const later = NOW + 3 * HOUR;
  incidents.feeds.reached('live', later, later);
  assert.equal(incidents.expire(later).length, 1);
  incidents.setClosed(id, true, later);
  assert.equal(incidents.setClosed(id, false, later)?.state, 'active');
  incidents.feeds.reached('live', later + 29 * MINUTE, later + 29 * MINUTE);
  assert.deepEqual(incidents.expire(later + 29 * MINUTE), []);
  assert.equal(hear(incidents, 'live', later + 29 * MINUTE)?.incident.id, id);
  assert.deepEqual(incidents.expire(later + 58 * MINUTE), []);
  assert.equal(incidents.expire(later + 59 * MINUTE)[0]?.id, id);
});

test('is bounded: what is over leaves before what goes on, and is counted', () => {
  const incidents = new Incidents();
  for (let n = 0; n < 2_500; n++) {
    add(incidents, detection({ event: event({ 'source.ip': `10.${n >> 8}.${n & 255}.1` }) }));
  }
  assert.equal(incidents.openCounts()[3], 2_000);
  assert.equal(incidents.evicted, 500);
});

test('comes back from what was stored, and goes on where it was', () => {
  const before = new Incidents();
  add(before, detection());
  const after = new Incidents();
  after.restore(structuredClone(before.unsaved()));
  const change = add(after, detection());
  assert.ok(change && !change.opened);
  assert.equal(change.incident.count, 2);
});

/** The incident that a detection on an asset opens. */
function onAsset(criticality: 'high' | 'critical', level: 3 | 4) {
  const one = detection({ level });
  one.event['destination.asset.name'] = 'dc1';
  one.event['destination.asset.criticality'] = criticality;
  return add(new Incidents(), one)?.incident;
}

test('on a critical asset an incident is one level graver, and its reason says so', () => {
  const critical = onAsset('critical', 3);
  assert.equal(critical?.severity, 4);
  assert.equal(critical?.detections[0]?.level, 3);
  assert.equal(critical?.detections[0]?.reason, 'one level graver: dc1 is a critical asset');
  assert.equal(onAsset('high', 3)?.severity, 3);
  assert.equal(onAsset('critical', 4)?.detections[0]?.reason, '');
});

test('frames tell the gravest, and of each tenant and site its own, however grave the others’ are', () => {
  const incidents = new Incidents();
  const open = (n: number, tenant: string, level: Severity, place: number) =>
    add(
      incidents,
      detection({
        ruleId: `${tenant}-${n}`,
        level,
        event: event({
          'source.ip': `198.51.${n >> 8}.${n & 255}`,
          'organization.name': tenant,
          'observer.name': tenant,
          sourcePlace: place,
        }),
      }),
    );
  for (let n = 0; n < 300; n++) open(n, 'Large', 4, 7);
  for (let n = 300; n < 320; n++) open(n, 'Small', 3, 8);
  for (let n = 320; n < 325; n++) open(n, 'Large', 3, 250);
  const rows = incidents.rows(new Set([250]));
  const of = (tenant: string, from = 0, to = 4) =>
    rows.filter(({ organization, severity }) => organization === tenant && severity >= from && severity <= to)
      .length;
  assert.deepEqual([of('Large', 4), of('Small'), of('Large', 3, 3)], [60, 12, 5]);
  for (let n = 400; n < 800; n++) open(n, `Tenant ${n}`, 3, 7);
  assert.equal(incidents.rows(new Set()).length, 240);
});
