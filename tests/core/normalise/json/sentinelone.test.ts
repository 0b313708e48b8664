import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SENTINELONE } from '#tests/fixtures/json-hosts.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a threat', () => {
  const event = normalised(SENTINELONE.threat);
  assert.deepEqual(
    pick(event, '@timestamp', 'event.kind', 'severity', 'rule.name', 'host.name', 'user.name'),
    [NOON, 'alert', 3, 'bad.exe', 'pc-1', 'bob'],
  );
  assert.deepEqual(pick(event, 'threat.technique.id', 'file.name', 'file.hash.sha256', 'host.ip'), [
    ['T1059'],
    'bad.exe',
    's',
    '192.0.2.1',
  ]);
});

test('an alert of a custom rule: the account is the process’s, not the console’s', () => {
  const event = normalised(SENTINELONE.rule);
  assert.deepEqual(
    pick(
      event,
      'event.kind',
      'severity',
      'rule.id',
      'user.name',
      'process.name',
      'process.pid',
      'destination.port',
    ),
    ['alert', 3, '1259119070812474070', 'bob', 'powershell.exe', 7, undefined],
  );
});

test('ids beyond 2^53 that come as numbers stay exact', () => {
  const line =
    '{"activityType":5232,"createdAt":"2026-03-02T12:00:01Z","data":{"ruleId":556166862007673241,"ruleName":"x"}}';
  assert.equal(normalised(line)['rule.id'], '556166862007673241');
});

test('the console’s own activities', () => {
  assert.deepEqual(
    pick(normalised(SENTINELONE.firewall), 'event.action', 'destination.ip', 'rule.name', 'event.kind'),
    ['Firewall Control Blocked Event', '198.51.100.1', 'Block all', 'event'],
  );
  assert.deepEqual(pick(normalised(SENTINELONE.login), 'event.action', 'source.ip', 'user.name'), [
    'User Logged In',
    '192.0.2.1',
    'Bob Example',
  ]);
});
