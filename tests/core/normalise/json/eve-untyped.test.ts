import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVE_UNTYPED } from '#tests/fixtures/json-network.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('the gravest section tells the type', () => {
  const event = normalised(EVE_UNTYPED.alert);
  assert.equal(event['@timestamp'], NOON);
  assert.equal(ends(event), '192.0.2.1 449 -> 198.51.100.2 49791');
  assert.deepEqual(pick(event, 'event.kind', 'event.dataset', 'rule.name', 'rule.id', 'network.transport'), [
    'alert',
    'suricata.alert',
    'Demo certificate',
    '2011540',
    'tcp',
  ]);
  const { alert: _, ...tls } = EVE_UNTYPED.alert;
  assert.deepEqual(pick(normalised(tls), 'event.kind', 'event.dataset'), ['event', 'suricata.tls']);
});

test('a record of another sensor is not taken for EVE', () => {
  const { flow_id: _, ...other } = EVE_UNTYPED.alert;
  assert.equal(normalised(other)['event.module'], 'generic');
});
