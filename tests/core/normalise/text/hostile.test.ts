import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SocEvent } from '#contract/event.ts';
import type { TextFormat } from '#core/normalise/format.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { NAMED_FORMATS, TEXT_FORMATS } from '#core/normalise/text/text-formats.ts';
import { parseTextTime } from '#core/normalise/text/text-time.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';
import { RECEIVED } from '#tests/support/text-lines.ts';

const FORMATS = [...TEXT_FORMATS, ...NAMED_FORMATS];
const CONTEXT = { timeZone: 'UTC' };

/** How lines of each format begin, so that an attacker's text gets past the door. */
const HEADS: Readonly<Record<string, readonly string[]>> = {
  cef: ['CEF:0|V|P|1|2|N|5|', 'CEF:0|Check Point|P|1|2|N|5|', 'CEF:0|', 'CEF:0|Fortinet|Fortigate|1|2|N|5|'],
  leef: ['LEEF:1.0|V|P|1|2|', 'LEEF:2.0|V|P|1|2|^|', 'LEEF:2.0|Cyber-Ark|Vault|1|2|x5E|'],
  'palo-alto': ['1,2020/12/08 14:30:55,0111,TRAFFIC,end,', '1,2020/12/08 14:30:55,0111,SYSTEM,auth,'],
  'cisco-asa': [
    '%ASA-6-302013: ',
    '%FTD-1-430003: EventPriority: Low, ',
    '%ASA-6-302013: Built inbound TCP ',
  ],
  stormshield: ['id=firewall time="2023-11-23 06:49:20" fw="a" '],
  fortigate: ['date=2018-07-26 time=16:51:36 logid="0000000013" type="traffic" subtype="forward" '],
  fortiweb: ['type=attack log_id=20000213 '],
  checkpoint: ['syslog[action:"Drop"; ', '"1" "10Dec2019" "23:44:49" '],
  netfilter: ['IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 '],
  f5: [
    '01490005:5: ',
    '01310039:3: [SECEV] Request violations: ',
    'Rule /Common/a <HTTP_REQUEST>: a=',
    '[ssl_acc] ',
  ],
  access: ['192.0.2.1 - - [25/Aug/2019:23:59:51 +0000] "', ''],
  'apache-error': ['[Wed Oct 11 14:32:52 2000] [error] ', '[:error] [client 192.0.2.1] ModSecurity: '],
  'nginx-error': ['2019/08/25 23:59:53 [error] 1#1: '],
  haproxy: ['192.0.2.1:1 [29/Feb/2024:15:01:18.909] a~ ', '[ACCESS] 1 {'],
  bind: ['client 192.0.2.1#1 (a.example): query: ', "transfer of 'a/IN' from "],
  openvpn: ['2023-10-31 15:09:55 TLS: ', 'a/192.0.2.1:1 '],
  sshd: ['Accepted password for ', 'Failed password for invalid user ', 'Disconnected from user '],
  cron: ['(root) CMD ('],
  auditd: ["type=USER_LOGIN msg=audit(1772452801.447:1): pid=1 msg='op=login "],
  filterlog: ['4,,,1,em0,match,block,in,4,', '4,,,1,em0,match,pass,out,6,'],
  'vpc-flow': ['2 123456789012 eni-0a 192.0.2.1 192.0.2.2 1 2 6 1 1 1772452801 1772452802 ACCEPT OK'],
  squid: ['1772452801.447 1 192.0.2.1 TCP_MISS/200 1 GET http://a.example/ - HIER_NONE/- '],
  xml: ['<Event><System><Provider Name="a"/>', '<a b="c"><d>', '<?xml version="1.0"?><e>'],
  'key-value': ['a=1 b=2 c=3 src='],
};

const UNITS = [
  '=',
  'a=',
  ' a=',
  'a="',
  '="',
  '\\',
  '\\"',
  '"',
  '""',
  ',',
  '","',
  ';',
  '; a:"',
  ':"',
  'a:"\\',
  ' ',
  '\t',
  '|',
  '\\|',
  '[',
  '][',
  '[a "',
  '(',
  ')',
  '{',
  '<',
  '>',
  ': ',
  ', A: ',
  ', client: ',
  '/',
  '%',
  '@',
  '1',
  '1.',
  '192.0.2.1/1 ',
  '192.0.2.1:1 -> ',
  'a:192.0.2.1(',
  ':',
  '::',
  'a',
  'a ',
  'user ',
  'from ',
  'for user ',
  '\n',
  '\u0000',
  '\ud83d',
  'é',
  'cs1Label=a cs1=b ',
  'x y=',
  'from 1 port ',
];

function run(format: TextFormat, text: string): void {
  format.recognise(text);
  const event = new SocEvent();
  event.received = RECEIVED;
  format.map(text, event, CONTEXT);
}

/** Below this a clock tells nothing, and a quadratic megabyte is far above it. */
const TELLS_NOTHING_US = 60_000;

/** CPU in µs, the least of several rounds: a round that pays for the collector is ten times dearer than the next. */
function cost(format: TextFormat, text: string, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const start = process.threadCpuUsage();
    run(format, text);
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, user + system);
    if (best < enough) break;
  }
  return best;
}

for (const format of FORMATS) {
  test(`${format.name}: a line of twice the length costs less than three times as much`, () => {
    for (const head of HEADS[format.name] ?? ['']) {
      for (const unit of UNITS) {
        const text = head + unit.repeat(Math.ceil((1 << 20) / unit.length));
        const whole = cost(format, text, TELLS_NOTHING_US);
        if (whole < TELLS_NOTHING_US) continue;
        const half = cost(format, text.slice(0, text.length >> 1), 0);
        assert.ok(whole < 3 * half + 20_000, `${JSON.stringify(head + unit)}: ${half} µs, then ${whole} µs`);
      }
    }
  });

  test(`${format.name}: any text, and any behind its own head`, () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...UNITS));
    const text = fc.tuple(
      fc.constantFrom('', ...(HEADS[format.name] ?? [])),
      fc.array(piece, { maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, fc.boolean(), ([head, pieces], byName) => {
        const event = new SocEvent();
        event.received = RECEIVED;
        const line = head + pieces.join('');
        const fault = normaliseLine(line, event, byName ? { format: format.name } : {});
        if (fault !== undefined) {
          assert.ok(fault.length > 0);
          return;
        }
        assert.ok(Number.isFinite(event['@timestamp']), line);
        assert.equal(typeof event.message, 'string');
        assert.ok(JSON.stringify(toEcs(event)).startsWith('{'));
        for (const side of ['source.port', 'destination.port'] as const) {
          const port = event[side];
          assert.ok(port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65535));
        }
      }),
      { numRuns: 300 },
    );
  });
}

test('keys of the language are only keys', () => {
  for (const line of [
    'CEF:0|V|P|1|2|N|5|__proto__=x constructor=y src=192.0.2.1 toString=z',
    'LEEF:1.0|V|P|1|2|__proto__=x\tsrc=192.0.2.1\tconstructor=y',
    'time=1 __proto__=x src=192.0.2.1 constructor=y dst=192.0.2.2',
    'syslog[__proto__:"x"; src:"192.0.2.1"; action:"Drop"; time:"1617710462"]',
    '<34>1 2026-03-02T09:00:00Z h a 1 - [__proto__ a="x"] src=192.0.2.1 dst=192.0.2.2 a=1 b=2',
  ]) {
    const event = new SocEvent();
    event.received = RECEIVED;
    assert.equal(normaliseLine(line, event), undefined, line);
    assert.equal(event['source.ip'], '192.0.2.1', line);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
    assert.equal(Object.getPrototypeOf(event.record), null, line);
    assert.ok(JSON.stringify(toEcs(event)).startsWith('{'));
  }
});

test('headers that are none stay in the message', () => {
  for (const line of [
    '<999>1 2026-03-02T09:00:00Z h a - - - x',
    '<>x',
    '<1',
    '<-1>x',
    '<1a>x',
    '<14',
    '<1>',
  ]) {
    const event = new SocEvent();
    event.received = RECEIVED;
    assert.equal(normaliseLine(line, event, { format: 'syslog' }), undefined, line);
    assert.equal(event['@timestamp'], RECEIVED, line);
  }
});

function at(text: string): number {
  return parseTextTime(text, 'UTC', RECEIVED);
}

test('years 0 and 9999, days that are none, and a year that is left out', () => {
  assert.equal(new Date(at('10/Oct/0000:13:55:36 +0000')).getUTCFullYear(), 0);
  assert.equal(new Date(at('Dec 31 9999 23:59:59')).getUTCFullYear(), 9999);
  for (const none of [
    'Feb 30 10:00:00',
    'May 00 00:00:00',
    '2020/13/01 00:00:00',
    '31/Foo/2020:00:00:00 +0000',
  ]) {
    assert.ok(Number.isNaN(at(none)), none);
  }
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 70 }),
      fc.constantFrom('UTC', 'Asia/Seoul', 'Nowhere/X'),
      (text, zone) => {
        const time = parseTextTime(text, zone, RECEIVED);
        assert.ok(Number.isNaN(time) || Math.abs(time) <= 8.64e15);
      },
    ),
  );
});
