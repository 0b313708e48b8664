import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '#contract/detection.ts';
import { Incident } from '#contract/incident.ts';
import { causeOf } from '#core/incidents/cause.ts';
import { Incidents } from '#core/incidents/incidents.ts';
import { MAX_ASSETS, MAX_LATEST } from '#core/incidents/involved.ts';
import { detection, event } from '#tests/support/events.ts';

const SOURCE = '203.0.113.9';

const add = (incidents: Incidents, one: Detection) =>
  incidents.add(one, causeOf(one), one.events[0]?.id ?? '')?.incident;

test('an incident tells its newest events: when, from whom to what, and what the event says', () => {
  const incidents = new Incidents();
  const alert = event({
    '@timestamp': 1_000_500,
    'event.kind': 'alert',
    'rule.name': 'ET EXPLOIT Log4j',
    message: 'less',
    'source.ip': SOURCE,
    'destination.ip': '10.0.0.5',
    'destination.port': 8080,
    'network.transport': 'tcp',
  });
  add(incidents, detection({ level: 4, time: 1_000_500, event: alert }));
  const log = event({ '@timestamp': 1_000_900, 'source.ip': SOURCE, message: 'x'.repeat(500) });
  const found = add(incidents, detection({ time: 1_000_900, event: log, ruleId: 'ours' }));
  const [first, second] = found?.latest ?? [];
  assert.deepEqual(
    { ...first, id: '' },
    {
      id: '',
      time: 1_000_500,
      severity: 4,
      source: SOURCE,
      destination: '10.0.0.5',
      port: 8080,
      transport: 'tcp',
      message: 'ET EXPLOIT Log4j',
    },
  );
  assert.deepEqual([second?.destination, second?.port, second?.message.length], ['', 0, 160]);
});

test('an event of two rules is one, as grave as the graver; the oldest give way', () => {
  const incidents = new Incidents();
  const one = detection({ level: 3 });
  add(incidents, one);
  const again = add(incidents, { ...one, rule: { ...one.rule, id: 'other', level: 4 } });
  assert.deepEqual(
    again?.latest?.map(({ severity }) => severity),
    [4],
  );
  let last: Incident | undefined;
  for (let n = 0; n < 40; n++) last = add(incidents, detection({ time: 1_000_001 + n }));
  assert.equal(last?.latest?.length, MAX_LATEST);
  assert.equal(last?.latest?.at(-1)?.time, 1_000_040);
});

test('an episode that goes on is one detection, and its events are told', () => {
  const incidents = new Incidents();
  const first = add(incidents, detection({ kind: 'correlation', group: { 'source.ip': SOURCE } }));
  const update = detection({
    kind: 'correlation',
    group: { 'source.ip': SOURCE },
    update: true,
    time: 1_000_007,
  });
  add(incidents, update);
  assert.equal(first?.count, 1);
  assert.equal(first?.latest?.at(-1)?.time, 1_000_007);
});

test('assets among its hosts are told with who answers for them; of many the least critical are not', () => {
  const incidents = new Incidents();
  const onAsset = (n: number, criticality: 'low' | 'critical') =>
    add(
      incidents,
      detection({
        event: event({
          'source.ip': SOURCE,
          'destination.ip': `10.0.0.${n}`,
          'destination.asset.name': `host ${n}`,
          'destination.asset.criticality': criticality,
          ...(n === 1 ? { 'destination.asset.owner': 'Database team' } : {}),
        }),
      }),
    );
  const incident = onAsset(1, 'low');
  assert.deepEqual(incident?.assets, [
    { name: 'host 1', address: '10.0.0.1', criticality: 'low', owner: 'Database team' },
  ]);
  for (let n = 2; n < 40; n++) onAsset(n, n === 39 ? 'critical' : 'low');
  assert.equal(incident?.assets?.length, MAX_ASSETS);
  assert.equal(incident?.assets?.[0]?.name, 'host 39');
});

test('rows of frames carry none of it, and what is stored comes back', () => {
  const incidents = new Incidents();
  const incident = add(incidents, detection());
  const [row] = incidents.rows(new Set());
  assert.ok(row && !('latest' in row) && !('assets' in row));
  assert.deepEqual(Incident.parse(structuredClone(incident)).latest, incident?.latest);
});
