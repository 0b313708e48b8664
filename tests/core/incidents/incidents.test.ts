import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '#contract/detection.ts';
import type { Severity } from '#contract/severity.ts';
import { causeOf } from '#core/incidents/cause.ts';
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

test('an episode ends after its gap in event time; a later detection opens another', () => {
  const incidents = new Incidents();
  const first = add(incidents, detection({ time: 1_000_000 }));
  assert.equal(incidents.expire(1_000_000 + 29 * 60_000).length, 0);
  assert.equal(incidents.expire(1_000_000 + 30 * 60_000)[0]?.id, first?.incident.id);
  const second = add(incidents, detection({ time: 1_000_000 + 31 * 60_000 }));
  assert.ok(second?.opened);
  assert.notEqual(second.incident.id, first?.incident.id);
});

test('closing ends it, reopening takes it back, unknown ids say so', () => {
  const incidents = new Incidents();
  const id = add(incidents, detection())?.incident.id ?? '';
  assert.equal(incidents.setClosed(id, true, 0)?.state, 'closed');
  assert.ok(add(incidents, detection())?.opened);
  assert.equal(incidents.setClosed(id, false, 0)?.state, 'active');
  assert.equal(incidents.setClosed('nothing', true, 0), undefined);
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
