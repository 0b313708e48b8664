import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUARDDUTY } from '#tests/fixtures/json-hosts.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a connection: the remote end is the source, the instance the target', () => {
  const event = normalised(GUARDDUTY.network);
  assert.equal(event['@timestamp'], NOON);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 22');
  assert.deepEqual(
    pick(event, 'event.action', 'rule.name', 'severity', 'network.transport', 'threat.tactic.id'),
    ['CredentialAccess', 'CredentialAccess:EC2/SSHBruteForce', 2, 'tcp', ['TA0006']],
  );
});

test('an API call in EventBridge’s wrapping', () => {
  const event = normalised(GUARDDUTY.bridged);
  assert.deepEqual(pick(event, 'user.name', 'source.ip', 'severity', 'event.kind', 'threat.tactic.id'), [
    'bob',
    '192.0.2.1',
    3,
    'alert',
    ['TA0007'],
  ]);
});

test('a probe of ports', () => {
  const event = normalised(GUARDDUTY.probe);
  assert.equal(ends(event), '192.0.2.1 - -> - 80');
  assert.equal(event.severity, 1);
});
