import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SENTINEL } from '#tests/fixtures/json-hosts.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('an incident of the SDK', () => {
  const event = normalised(SENTINEL.sdk);
  assert.deepEqual(
    pick(
      event,
      '@timestamp',
      'event.kind',
      'severity',
      'rule.name',
      'rule.id',
      'threat.tactic.id',
      'threat.technique.id',
    ),
    [NOON, 'alert', 3, 'Impossible travel', 'r-1', ['TA0001', 'TA0006'], ['T1078']],
  );
});

test('the REST interface, and the SecurityAlert table', () => {
  assert.deepEqual(pick(normalised(SENTINEL.rest), 'severity', 'rule.name', 'event.dataset'), [
    1,
    'x',
    'sentinel.incident',
  ]);
  assert.deepEqual(
    pick(normalised(SENTINEL.table), 'severity', 'host.name', 'event.dataset', 'threat.tactic.id'),
    [2, 'pc-1', 'sentinel.alert', ['TA0002', 'TA0008']],
  );
});
