import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAZUH } from '#tests/fixtures/json-hosts.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('rule, level, ATT&CK, agent and the ends that the decoder found', () => {
  const event = normalised(WAZUH.ssh);
  assert.deepEqual(
    pick(event, '@timestamp', 'event.kind', 'severity', 'event.severity', 'rule.id', 'rule.name'),
    [NOON, 'alert', 2, 10, '5712', 'sshd: brute force'],
  );
  assert.deepEqual(
    pick(
      event,
      'source.ip',
      'source.port',
      'user.name',
      'host.name',
      'host.ip',
      'observer.name',
      'event.outcome',
    ),
    ['192.0.2.1', 40000, 'root', 'web-1', '198.51.100.1', 'wazuh-1', 'failure'],
  );
  assert.deepEqual(pick(event, 'event.category', 'threat.technique.id', 'threat.tactic.id'), [
    ['authentication'],
    ['T1110'],
    ['TA0006'],
  ]);
});

test('web logs: the protocol is the method', () => {
  const event = normalised(WAZUH.web);
  assert.deepEqual(
    pick(
      event,
      'rule.id',
      'severity',
      'url.path',
      'http.response.status_code',
      'http.request.method',
      'network.transport',
    ),
    ['31103', 1, '/a', 404, 'GET', undefined],
  );
});

test('Windows’ event data, and files', () => {
  assert.deepEqual(pick(normalised(WAZUH.windows), 'severity', 'source.ip', 'user.name', 'process.name'), [
    4,
    '192.0.2.1',
    'bob',
    'b.exe',
  ]);
  assert.deepEqual(pick(normalised(WAZUH.file), 'event.category', 'event.action', 'file.path', 'host.ip'), [
    ['file'],
    'modified',
    '/etc/passwd',
    undefined,
  ]);
});
