import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANARY } from '#tests/fixtures/json-hosts.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('an event', () => {
  const event = normalised(CANARY.event);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 22');
  assert.deepEqual(
    pick(event, '@timestamp', 'event.kind', 'severity', 'user.name', 'rule.name', 'host.name'),
    [NOON - 447, 'alert', 3, 'root', 'SSH Login Attempt', 'canary-1'],
  );
});

test('an incident is no EVE, and its address stands in its id', () => {
  const event = normalised(CANARY.incident);
  assert.deepEqual(pick(event, 'event.module', 'source.ip', 'message'), [
    'canary',
    '2001:db8::1',
    'Canarytoken triggered',
  ]);
});

test('OpenCanary', () => {
  const event = normalised(CANARY.open);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 80');
  assert.deepEqual(
    pick(event, '@timestamp', 'user.name', 'url.original', 'rule.id', 'observer.product', 'host.name'),
    [NOON, 'admin', '/login', '3001', 'OpenCanary', 'opencanary-1'],
  );
});
