import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toEcs } from '#core/normalise/to-ecs.ts';
import { WINDOWS } from '#tests/fixtures/json-hosts.ts';
import { valueAt } from '#tests/support/format-score.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('NXLog: a refused logon over the network', () => {
  const event = normalised(WINDOWS.nxlog);
  assert.equal(ends(event), '192.0.2.1 40000 -> - -');
  assert.deepEqual(pick(event, 'event.category', 'event.action', 'event.outcome', 'user.name', 'severity'), [
    ['authentication'],
    'authentication_network',
    'failure',
    'bob',
    1,
  ]);
  assert.deepEqual(pick(event, 'host.name', 'process.name', 'message'), [
    'pc-1.example',
    undefined,
    'An account failed to log on.',
  ]);
});

test('local times are of the source’s zone, Sysmon’s are not', () => {
  assert.equal(normalised(WINDOWS.nxlog, 'Europe/Berlin')['@timestamp'], NOON - 447 - 3_600_000);
  assert.equal(normalised(WINDOWS.sysmon)['@timestamp'], NOON);
});

test('Sysmon: a connection', () => {
  const event = normalised(WINDOWS.sysmon);
  assert.equal(ends(event), '192.0.2.1 40000 -> 2001:db8::1 443');
  assert.deepEqual(
    pick(event, 'user.name', 'process.name', 'rule.name', 'network.transport', 'event.dataset'),
    ['bob', 'a.exe', undefined, 'tcp', 'windows.sysmon'],
  );
});

test('Winlogbeat: its event data, and the document goes through', () => {
  const event = normalised(WINDOWS.winlogbeat);
  assert.deepEqual(
    pick(
      event,
      '@timestamp',
      'event.category',
      'process.command_line',
      'user.name',
      'file.hash.md5',
      'host.name',
    ),
    [NOON, ['process'], 'cmd /c whoami', 'bob', 'a'.repeat(32), 'pc-1.example'],
  );
  assert.equal(valueAt(toEcs(event), 'winlog.event_id'), 1);
});

test('converted XML, Defender', () => {
  const xml = normalised(WINDOWS.xml);
  assert.deepEqual(pick(xml, '@timestamp', 'event.category', 'event.type', 'process.name', 'user.name'), [
    NOON,
    ['process'],
    ['start'],
    'a.exe',
    'bob',
  ]);
  const defender = normalised(WINDOWS.defender);
  assert.deepEqual(pick(defender, 'event.kind', 'severity', 'rule.name', 'event.category', 'source.ip'), [
    'alert',
    3,
    'HackTool:Win64/Mikatz!dha',
    ['malware'],
    '192.0.2.1',
  ]);
});
