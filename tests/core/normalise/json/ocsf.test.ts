import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OCSF } from '#tests/fixtures/json-hosts.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a refused logon', () => {
  const event = normalised(OCSF.logon);
  assert.deepEqual(
    pick(event, '@timestamp', 'event.category', 'event.type', 'event.action', 'event.outcome', 'severity'),
    [NOON, ['authentication'], ['info', 'start'], 'logon', 'failure', 2],
  );
  assert.deepEqual(pick(event, 'user.name', 'source.ip', 'source.port', 'url.domain', 'observer.vendor'), [
    'bob',
    '192.0.2.1',
    40000,
    'a.example',
    'AWS',
  ]);
});

test('a finding is an alert with its rule and ATT&CK', () => {
  const event = normalised(OCSF.finding);
  assert.deepEqual(
    pick(
      event,
      'event.kind',
      'rule.name',
      'rule.id',
      'severity',
      'threat.technique.id',
      'threat.tactic.id',
      'source.ip',
    ),
    ['alert', 'Trail was disabled', 'r-1', 4, ['T1562'], ['TA0005'], '192.0.2.1'],
  );
});

test('processes, files and names', () => {
  const process = normalised(OCSF.process);
  assert.deepEqual(
    pick(process, 'event.category', 'host.name', 'process.executable', 'process.pid', 'file.hash.sha256'),
    [['process'], 'pc-1', 'C:\\a.exe', 7, 'abc'],
  );
  const dns = normalised(OCSF.dns);
  assert.deepEqual(pick(dns, 'event.type', 'dns.question.name', 'network.transport', 'source.bytes'), [
    ['info', 'protocol', 'denied'],
    'a.example',
    'udp',
    2,
  ]);
});
