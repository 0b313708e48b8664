import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ZEEK } from '#tests/fixtures/json-network.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a connection: both ends, what went over it, and whether it was had', () => {
  const event = normalised(ZEEK.conn);
  assert.equal(event['@timestamp'], NOON);
  assert.equal(ends(event), '192.0.2.1 40000 -> 2001:db8::1 443');
  assert.deepEqual(
    pick(event, 'event.dataset', 'event.action', 'event.outcome', 'network.transport', 'network.protocol'),
    ['zeek.conn', 'REJ', 'failure', 'tcp', 'ssl'],
  );
  assert.deepEqual(pick(event, 'source.bytes', 'destination.packets', 'network.community_id'), [
    10,
    2,
    '1:abc=',
  ]);
});

test('nested ids, and ICMP has no ports', () => {
  const event = normalised(ZEEK.ping);
  assert.equal(event['event.dataset'], 'zeek.conn');
  assert.equal(ends(event), '192.0.2.1 - -> 198.51.100.1 -');
});

test('a notice is an alert', () => {
  const event = normalised(ZEEK.notice);
  assert.equal(ends(event), '192.0.2.1 - -> 198.51.100.1 22');
  assert.deepEqual(pick(event, 'event.kind', 'rule.name', 'rule.category', 'severity', 'event.action'), [
    'alert',
    'Scan::Port_Scan',
    'Scan',
    3,
    'Notice::ACTION_EMAIL',
  ]);
});

test('a log is told by its keys where it does not name itself', () => {
  const streams: Record<string, string> = {
    weird: 'weird',
    dns: 'dns',
    http: 'http',
    files: 'files',
    x509: 'x509',
    software: 'software',
    kerberos: 'kerberos',
    ntlm: 'ntlm',
    ftp: 'ftp',
    intel: 'intel',
    smb: 'smb_files',
    unknown: 'brand_new',
  };
  for (const [key, stream] of Object.entries(streams)) {
    assert.equal(normalised(ZEEK[key as keyof typeof ZEEK])['event.dataset'], `zeek.${stream}`, key);
  }
});

test('dns, http, tls and files', () => {
  assert.deepEqual(pick(normalised(ZEEK.dns), 'dns.question.name', 'dns.question.type', 'event.outcome'), [
    'a.example',
    'TXT',
    'failure',
  ]);
  assert.deepEqual(
    pick(normalised(ZEEK.http), 'url.domain', 'url.path', 'url.query', 'user.name', 'event.outcome'),
    ['shop.example', '/a', 'b=c', undefined, 'failure'],
  );
  assert.deepEqual(
    pick(normalised(ZEEK.ssl), 'tls.client.server_name', 'tls.server.issuer', 'event.outcome'),
    ['x.example', 'CN=y', 'success'],
  );
  const file = normalised(ZEEK.files);
  assert.equal(ends(file), '198.51.100.1 - -> 192.0.2.1 -');
  assert.deepEqual(pick(file, 'file.name', 'file.size', 'network.protocol'), ['b.exe', 5, 'http']);
});

function logon(record: unknown): unknown[] {
  return pick(normalised(record), 'user.name', 'event.outcome', 'event.category');
}

test('who logs on, and whether it worked', () => {
  const authentication = ['network', 'authentication'];
  assert.deepEqual(logon(ZEEK.ssh), [undefined, 'failure', authentication]);
  assert.deepEqual(logon(ZEEK.kerberos), ['bob', 'failure', authentication]);
  assert.deepEqual(logon(ZEEK.ntlm), ['bob', 'success', authentication]);
  assert.deepEqual(logon(ZEEK.radius), ['bob', 'failure', authentication]);
  assert.deepEqual(logon(ZEEK.ftp), ['bob', 'failure', ['network']]);
});

test('another program’s ts makes no Zeek', () => {
  const record = { ts: 1_772_452_801, level: 'info', msg: 'served', status_code: 200, user_agent: 'x' };
  assert.equal(normalised(record)['event.module'], 'generic');
});
