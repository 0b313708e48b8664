import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CORTEX } from '#tests/fixtures/json-hosts.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('an alert and the first of its events', () => {
  const event = normalised(CORTEX.network);
  assert.equal(ends(event), '198.51.100.1 - -> 192.0.2.1 443');
  assert.deepEqual(
    pick(event, '@timestamp', 'severity', 'event.category', 'event.type', 'rule.name', 'user.name'),
    [NOON, 3, ['malware'], ['denied'], 'Behavioral Threat', 'bob'],
  );
  assert.deepEqual(pick(event, 'threat.technique.id', 'threat.tactic.id', 'process.name', 'host.ip'), [
    ['T1059.001'],
    ['TA0002'],
    'powershell.exe',
    '198.51.100.1',
  ]);
});
