import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';

/** Normalises an EVE record with a usual envelope around what is given. */
function eve(type: string, more: Record<string, unknown>): SocEvent {
  const event = new SocEvent();
  const record = {
    timestamp: '2026-03-02T09:00:08.028879+0000',
    flow_id: 84265965988937,
    event_type: type,
    src_ip: '203.0.113.9',
    src_port: 51625,
    dest_ip: '10.1.2.3',
    dest_port: 80,
    proto: 'TCP',
    ...more,
  };
  assert.equal(normaliseLine(JSON.stringify(record), event), undefined);
  return event;
}

/** The given fields of an event, for comparing. */
function pick(event: SocEvent, ...keys: (keyof SocEvent)[]): unknown[] {
  return keys.map((key) => event[key]);
}

function alert(section: Record<string, unknown>, more: Record<string, unknown> = {}): SocEvent {
  const whole = {
    action: 'allowed',
    signature_id: 1,
    signature: 'S',
    category: 'C',
    severity: 3,
    ...section,
  };
  return eve('alert', { alert: whole, ...more });
}

test('the envelope', () => {
  const event = eve('alert', {
    host: 'sensor-1',
    ether: { src_mac: '00:11:22:33:44:55' },
    community_id: '1:x',
    app_proto: 'http',
    alert: {
      action: 'blocked',
      signature_id: 2010939,
      signature: 'ET SCAN Something',
      category: 'Misc Attack',
      severity: 2,
      metadata: { mitre_technique_id: ['T1046'], mitre_tactic_id: ['TA0007'] },
    },
  });
  assert.equal(event['@timestamp'], Date.UTC(2026, 2, 2, 9, 0, 8, 28));
  assert.deepEqual(
    pick(event, 'event.kind', 'event.dataset', 'event.module', 'event.action', 'event.severity'),
    ['alert', 'suricata.alert', 'suricata', 'blocked', 2],
  );
  assert.deepEqual(pick(event, 'source.ip', 'source.port', 'destination.ip', 'destination.port'), [
    '203.0.113.9',
    51625,
    '10.1.2.3',
    80,
  ]);
  assert.deepEqual(pick(event, 'network.transport', 'network.protocol', 'network.community_id'), [
    'tcp',
    'http',
    '1:x',
  ]);
  assert.deepEqual(pick(event, 'rule.id', 'rule.name', 'rule.category', 'message'), [
    '2010939',
    'ET SCAN Something',
    'Misc Attack',
    'ET SCAN Something',
  ]);
  assert.deepEqual(pick(event, 'threat.technique.id', 'threat.tactic.id'), [['T1046'], ['TA0007']]);
  assert.deepEqual(pick(event, 'observer.name', 'source.mac'), ['sensor-1', '00:11:22:33:44:55']);
  assert.deepEqual(event['event.type'], ['denied']);
});

function level(word: string | undefined, severity: unknown): number {
  return alert({ severity, metadata: word === undefined ? undefined : { signature_severity: [word] } })
    .severity;
}

test("severity: the rule writer's word, else Suricata's priority", () => {
  assert.deepEqual(
    ['Critical', 'Major', 'Minor', 'Informational'].map((word) => level(word, 1)),
    [4, 3, 1, 0],
  );
  assert.deepEqual(
    [1, 2, 3, 4, 255, '1', null].map((priority) => level(undefined, priority)),
    [3, 2, 1, 0, 0, 0, 0],
  );
  // Words that are no level fall back on the priority; `constructor` is no key of anything.
  assert.deepEqual(
    ['Unknown', 'Audit', 'constructor', '__proto__'].map((word) => level(word, 2)),
    [2, 2, 2, 2],
  );
});

test('severity of what is no alert', () => {
  assert.equal(eve('flow', { flow: {} }).severity, 0);
  assert.equal(eve('anomaly', { anomaly: { type: 'applayer', event: 'E' } }).severity, 1);
  assert.equal(eve('anomaly', { anomaly: { type: 'decode', event: 'E' } }).severity, 0);
});

test('flow counters, also of an alert on a packet to the client', () => {
  const flow = { bytes_toserver: 100, bytes_toclient: 900, pkts_toserver: 2, pkts_toclient: 3 };
  const keys = ['source.bytes', 'destination.bytes', 'source.packets', 'destination.packets'] as const;
  assert.deepEqual(pick(eve('flow', { flow }), ...keys), [100, 900, 2, 3]);
  assert.deepEqual(pick(alert({}, { flow, direction: 'to_server' }), ...keys), [100, 900, 2, 3]);
  assert.deepEqual(pick(alert({}, { flow, direction: 'to_client' }), ...keys), [900, 100, 3, 2]);
});

test('http, and the same section beside an alert and a file', () => {
  const http = {
    hostname: 'shop.example.com:8080',
    url: '/cart?id=1%27',
    http_method: 'POST',
    http_user_agent: 'curl/8',
    http_refer: 'http://example.com/',
    status: 404,
  };
  const keys = ['url.domain', 'url.original', 'url.path', 'url.query', 'http.request.method'] as const;
  const values = ['shop.example.com', '/cart?id=1%27', '/cart', 'id=1%27', 'POST'];
  const own = eve('http', { http });
  assert.deepEqual(pick(own, ...keys), values);
  assert.deepEqual(
    pick(own, 'http.response.status_code', 'event.outcome', 'user_agent.original', 'network.protocol'),
    [404, 'failure', 'curl/8', 'http'],
  );
  assert.deepEqual(pick(alert({}, { http, app_proto: 'http' }), ...keys), values);
  const file = eve('fileinfo', {
    http,
    app_proto: 'http',
    fileinfo: { filename: '/a/b.exe', size: 5, md5: 'm', sha256: 's' },
  });
  assert.deepEqual(pick(file, ...keys), values);
  assert.deepEqual(pick(file, 'file.name', 'file.path', 'file.size', 'file.hash.md5', 'file.hash.sha256'), [
    'b.exe',
    '/a/b.exe',
    5,
    'm',
    's',
  ]);
});

function parts(url: string): unknown[] {
  return pick(eve('http', { http: { url } }), 'url.original', 'url.domain', 'url.path', 'url.query');
}

test('request targets that are no path', () => {
  assert.deepEqual(parts('http://proxy.example/x?y'), [
    'http://proxy.example/x?y',
    'proxy.example',
    '/x',
    'y',
  ]);
  assert.deepEqual(parts('http://[2001:db8::1]:80'), [
    'http://[2001:db8::1]:80',
    '2001:db8::1',
    undefined,
    undefined,
  ]);
  assert.deepEqual(parts('example.com:443'), ['example.com:443', undefined, undefined, undefined]);
  assert.deepEqual(parts('*'), ['*', undefined, undefined, undefined]);
});

test('dns in all its forms', () => {
  const keys = ['dns.question.name', 'dns.question.type', 'dns.response_code', 'event.action'] as const;
  const question = { rrname: 'a.example', rrtype: 'TXT' };
  const flat = eve('dns', { dns: { version: 2, type: 'answer', ...question, rcode: 'NXDOMAIN' } });
  assert.deepEqual(pick(flat, ...keys), ['a.example', 'TXT', 'NXDOMAIN', 'answer']);
  assert.equal(flat['event.outcome'], 'failure');
  const third = eve('dns', { dns: { version: 3, type: 'request', queries: [question] } });
  assert.deepEqual(pick(third, ...keys), ['a.example', 'TXT', undefined, 'request']);
  const inAlert = alert(
    {},
    { app_proto: 'dns', dns: { version: 2, query: [{ type: 'query', ...question }] } },
  );
  assert.deepEqual(pick(inAlert, ...keys), ['a.example', 'TXT', undefined, 'allowed']);
  const answered = alert({}, { app_proto: 'dns', dns: { answer: { ...question, rcode: 'NOERROR' } } });
  assert.deepEqual(pick(answered, ...keys), ['a.example', 'TXT', 'NOERROR', 'allowed']);
});

function logon(event: SocEvent): unknown[] {
  return pick(event, 'user.name', 'event.outcome', 'event.category');
}

test('who logs on, and whether it worked', () => {
  const authentication = ['network', 'authentication'];
  const smb = (status: string) =>
    eve('smb', { smb: { command: 'SMB2_COMMAND_SESSION_SETUP', status, ntlmssp: { user: 'eve' } } });
  assert.deepEqual(logon(smb('STATUS_LOGON_FAILURE')), ['eve', 'failure', authentication]);
  assert.deepEqual(logon(smb('STATUS_SUCCESS')), ['eve', 'success', authentication]);
  assert.deepEqual(logon(smb('STATUS_MORE_PROCESSING_REQUIRED')), ['eve', undefined, ['network']]);
  const ftp = (command: string, data: string, code: string) =>
    eve('ftp', { ftp: { command, command_data: data, completion_code: [code] } });
  assert.deepEqual(logon(ftp('USER', 'bob', '331')), ['bob', 'success', ['network']]);
  assert.deepEqual(logon(ftp('PASS', 'x', '530')), [undefined, 'failure', authentication]);
  const krb5 = (error?: string) =>
    eve('krb5', { krb5: { msg_type: 'KRB_ERROR', cname: 'u', error_code: error } });
  assert.deepEqual(logon(krb5('KDC_ERR_C_PRINCIPAL_UNKNOWN')), ['u', 'failure', authentication]);
  assert.deepEqual(logon(krb5('KDC_ERR_PREAUTH_REQUIRED')), ['u', 'unknown', authentication]);
  assert.deepEqual(logon(krb5()), ['u', 'success', authentication]);
  const mqtt = eve('mqtt', { mqtt: { connect: { username: 'm' }, connack: { return_code: 5 } } });
  assert.deepEqual(logon(mqtt), ['m', 'failure', authentication]);
});

test('tls and quic name the server', () => {
  const tls = eve('tls', {
    tls: { sni: 'x.example', version: 'TLS 1.2', subject: 'CN=x', issuerdn: 'CN=y', ja3: { hash: 'h' } },
  });
  assert.deepEqual(
    pick(
      tls,
      'tls.client.server_name',
      'tls.version',
      'tls.server.subject',
      'tls.server.issuer',
      'tls.client.ja3',
    ),
    ['x.example', 'TLS 1.2', 'CN=x', 'CN=y', 'h'],
  );
  assert.equal(eve('quic', { quic: { sni: 'q.example' } })['tls.client.server_name'], 'q.example');
});

test('an unknown event type is an event all the same', () => {
  const event = eve('brand_new', { brand_new: {}, proto: 'IPv6-Frag', app_proto: 'failed' });
  assert.deepEqual(pick(event, 'event.dataset', 'event.kind', 'network.transport', 'network.protocol'), [
    'suricata.brand_new',
    'event',
    'ipv6-frag',
    'brand_new',
  ]);
});

test('missing, empty and impossible addresses and ports', () => {
  const event = eve('flow', { src_ip: '', dest_ip: 'nonsense', src_port: 70000, dest_port: 1.5, flow: {} });
  assert.deepEqual(pick(event, 'source.ip', 'destination.ip', 'source.port', 'destination.port'), [
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('an unreadable time takes the time of arrival, and is refused where there is none', () => {
  const line = '{"timestamp":"yesterday","event_type":"flow","flow":{}}';
  const live = new SocEvent();
  live.received = 1_772_452_801_000;
  assert.equal(normaliseLine(line, live), undefined);
  assert.equal(live['@timestamp'], live.received);
  assert.match(normaliseLine(line, new SocEvent()) ?? '', /timestamp/);
});

test('ids above 2^53 stay exact in the raw record', () => {
  const event = new SocEvent();
  const line =
    '{"timestamp":"2026-03-02T09:00:08.028879+0000","flow_id":18446744073709551615,"event_type":"flow","flow":{}}';
  assert.equal(normaliseLine(line, event), undefined);
  assert.match(event.raw, /"flow_id":18446744073709551615,/);
});
