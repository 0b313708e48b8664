import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';

const DEEP = 20_000;
const GOOD =
  '{"timestamp":"2026-03-02T09:00:08.028879+0000","event_type":"flow","src_ip":"192.0.2.1","flow":{}}';

/** As the pipeline does it: a message, or an event that can be shown. */
function feed(line: string): string | SocEvent {
  const event = new SocEvent();
  event.received = 1_772_452_801_000;
  const message = normaliseLine(line, event);
  if (message !== undefined) return message;
  assert.ok(Number.isFinite(event['@timestamp']));
  assert.ok(JSON.stringify(toEcs(event)).startsWith('{'));
  return event;
}

test('lines that are no record are told of in words', () => {
  for (const line of [
    '',
    '{',
    '{"timestamp":"2026',
    GOOD.slice(0, -1),
    'NaN',
    '{"a":NaN}',
    '[]',
    '1',
    'null',
    '"x"',
    '\u0000',
  ]) {
    const answer = feed(line);
    assert.ok(typeof answer === 'string' && answer.length > 0 && answer.length <= 200, line);
  }
});

test('nesting without end', () => {
  assert.equal(typeof feed('['.repeat(DEEP)), 'string');
  const nested = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`;
  for (const line of [
    nested,
    `{"@timestamp":"2026-03-02T09:00:08Z","source":${nested}}`,
    `{"@timestamp":"2026-03-02T09:00:08Z","${'a.'.repeat(DEEP)}b":1}`,
    `{"timestamp":"2026-03-02T09:00:08.0+0000","event_type":"alert","alert":${nested}}`,
  ]) {
    assert.ok(feed(line) instanceof SocEvent);
  }
});

test('numbers out of range are absent', () => {
  const event = feed(
    '{"timestamp":"2026-03-02T09:00:08.028879+0000","event_type":"flow","src_port":1e999,"dest_port":-1,"flow":{"bytes_toserver":1e999,"bytes_toclient":-5,"pkts_toserver":"7"}}',
  );
  assert.ok(event instanceof SocEvent);
  for (const key of [
    'source.port',
    'destination.port',
    'source.bytes',
    'destination.bytes',
    'source.packets',
  ] as const) {
    assert.equal(event[key], undefined, key);
  }
});

test('absurd times', () => {
  for (const year of ['0000', '9999']) {
    const event = feed(GOOD.replace('2026', year));
    assert.ok(event instanceof SocEvent);
    assert.equal(new Date(event['@timestamp']).getUTCFullYear(), Number(year));
  }
});

test('keys of the language are only keys', () => {
  const event = feed(
    '{"timestamp":"2026-03-02T09:00:08.028879+0000","event_type":"__proto__","__proto__":{"severity":4,"polluted":1},"app_proto":"constructor","constructor":{"name":"x"},"src_ip":"__proto__"}',
  );
  assert.ok(event instanceof SocEvent);
  assert.equal(event.severity, 0);
  assert.equal(event['event.dataset'], 'suricata.__proto__');
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.equal(Object.getPrototypeOf(event), SocEvent.prototype);
});

test('every section may be of any type', () => {
  const types = [
    'alert',
    'flow',
    'http',
    'dns',
    'tls',
    'quic',
    'smb',
    'ftp',
    'ftp_data',
    'krb5',
    'mqtt',
    'rdp',
  ].concat([
    'nfs',
    'sip',
    'smtp',
    'pgsql',
    'tftp',
    'dhcp',
    'snmp',
    'ldap',
    'fileinfo',
    'anomaly',
    'netflow',
    'stats',
  ]);
  const keys = [
    'metadata',
    'severity',
    'hostname',
    'url',
    'status',
    'rrname',
    'queries',
    'query',
    'answer',
    'ja3',
  ].concat(
    [
      'ntlmssp',
      'filename',
      'command',
      'command_data',
      'completion_code',
      'connect',
      'connack',
      'request',
      'event',
    ],
    ['signature_severity', 'mitre_technique_id', 'signature', 'sni', 'user', 'startup_parameters', 'code'],
  );
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 2 })),
  );
  const section = fc.oneof(value, fc.dictionary(fc.constantFrom(...keys), value));
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.constantFrom(...types),
      section,
      section,
      value,
      (type, app, a, b, c) => {
        const record = {
          timestamp: '2026-03-02T09:00:08.028879+0000',
          event_type: type,
          app_proto: app,
          [app]: b,
          [type]: a,
          src_ip: c,
          dest_port: c,
          proto: c,
          files: c,
          flow: type === 'flow' ? a : c,
          ether: c,
        };
        const answer = feed(JSON.stringify(record));
        if (typeof answer === 'string') {
          assert.equal(type, 'alert');
          return;
        }
        assertTypes(answer);
      },
    ),
    { numRuns: 3000 },
  );
});

test('ECS and other JSON of any shape', () => {
  const keys = [
    'source',
    'source.ip',
    'event',
    'kind',
    'severity',
    'ip',
    'port',
    'message',
    'ts',
    'host',
    'rule',
    'a.b.c',
    'a',
  ];
  const value = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(fc.constantFrom(...keys), tie('tree')),
    ),
  })).tree;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), value), fc.boolean(), (record, ecs) => {
      const answer = feed(JSON.stringify(ecs ? { ...record, '@timestamp': '2026-03-02T09:00:08Z' } : record));
      assert.ok(answer instanceof SocEvent);
      assertTypes(answer);
    }),
    { numRuns: 400 },
  );
});

test('any text at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (line) => {
      feed(line);
    }),
    { numRuns: 2000 },
  );
});

const NUMBERS = /\.(port|bytes|packets|size|pid|status_code)$|^event\.severity$|^@timestamp$/;
const LISTS = /^event\.(category|type)$|^threat\./;

/** The contract says which type each property has; rules and panels rely on it. */
function assertTypes(event: SocEvent): void {
  for (const [key, value] of Object.entries(event) as [string, unknown][]) {
    if (value === undefined || !(key.includes('.') || key === 'message' || key === '@timestamp')) continue;
    if (LISTS.test(key))
      assert.ok(Array.isArray(value) && value.every((item) => typeof item === 'string'), key);
    else assert.equal(typeof value, NUMBERS.test(key) ? 'number' : 'string', key);
    if (key.endsWith('.port'))
      assert.ok(Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65535);
  }
}
