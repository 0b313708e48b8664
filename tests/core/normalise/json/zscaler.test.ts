import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ZSCALER } from '#tests/fixtures/json-web.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a blocked page with a threat', () => {
  const event = normalised(ZSCALER.web);
  assert.equal(ends(event), '192.0.2.1 - -> 198.51.100.1 -');
  assert.deepEqual(
    pick(event, '@timestamp', 'event.kind', 'severity', 'event.action', 'message', 'url.domain', 'user.name'),
    [NOON - 447, 'alert', 2, 'blocked', 'Win32.Bad', 'www.example.org', 'bob'],
  );
  assert.deepEqual(pick(event, 'user_agent.original', 'host.name'), ['Mozilla/5.0 (X11)', undefined]);
});

test('the firewall: its own ends, its rule decoded', () => {
  const event = normalised(ZSCALER.firewall);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 443');
  assert.deepEqual(
    pick(event, 'event.kind', 'rule.name', 'network.transport', 'source.bytes', 'destination.bytes'),
    ['event', 'Recommended Rule', 'tcp', 6, 5],
  );
});

test('administrators at the console', () => {
  const event = normalised(ZSCALER.audit);
  assert.deepEqual(pick(event, 'event.category', 'event.type', 'event.outcome', 'user.name', 'source.ip'), [
    ['authentication'],
    ['start'],
    'failure',
    'admin',
    '192.0.2.1',
  ]);
});
