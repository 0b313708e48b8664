import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SocEvent } from '#contract/event.ts';
import { AddressDatabase } from '#core/enrich/address-database.ts';
import { readTree } from '#core/enrich/address-tree.ts';
import { ListPacker } from '#core/enrich/list-pack.ts';
import { readThreatList } from '#core/enrich/threat-list.ts';
import { FORMAT_NAMES } from '#core/normalise/formats.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { parseTextTime } from '#core/normalise/text/text-time.ts';
import { parseIsoTime } from '#core/normalise/time.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';
import { LineFraming } from '#core/sources/framing.ts';
import { glanceTime } from '#core/sources/glance-time.ts';
import { matters } from '#core/sources/matters.ts';
import { numberOf } from '#core/sources/socketio/hub-position.ts';
import { dropsIn } from '#core/sources/syslog/kernel-drops.ts';
import { SyslogFraming } from '#core/sources/syslog/syslog-framing.ts';
import { writeMmdb } from '#tests/support/mmdb.ts';

const RECEIVED = Date.UTC(2026, 10, 24, 12);

/**
 * Everything in the core that reads what others wrote. Formats come from their registry: a new one is in here by
 * itself. Each answers, whatever it is given; an Error of its own where `refuses` says that it may.
 */
const READERS: readonly { readonly name: string; readonly refuses?: true; run(text: string): void }[] = [
  ...FORMAT_NAMES.map((format) => ({
    name: `format ${format}`,
    run: (text: string) => readAs(format, text),
  })),
  { name: 'threat list', refuses: true, run: (text) => void readThreatList(text, new ListPacker(1_000)) },
  {
    name: 'STIX bundle',
    refuses: true,
    run: (text) => void readThreatList(`{${text}`, new ListPacker(1_000)),
  },
  { name: 'ISO time', run: (text) => void parseIsoTime(text) },
  { name: 'time in text', run: (text) => void parseTextTime(text, 'Asia/Seoul', RECEIVED) },
  { name: 'glance at a time', run: (text) => void glanceTime(text) },
  { name: 'glance at its weight', run: (text) => void matters(text) },
  { name: 'table of the kernel', run: (text) => void dropsIn(text, '0100007F:0202') },
  { name: 'lines', run: (text) => inPieces(new LineFraming(4_096), text) },
  { name: 'syslog framing', run: (text) => inPieces(new SyslogFraming(4_096), text) },
];

function readAs(format: string, text: string): void {
  const event = new SocEvent();
  event.received = RECEIVED;
  const fault = normaliseLine(text, event, { format });
  if (fault !== undefined) {
    assert.ok(typeof fault === 'string' && fault.length > 0);
    return;
  }
  assert.ok(Number.isFinite(event['@timestamp']) && Math.abs(event['@timestamp']) <= 8.64e15);
  assert.ok(event.severity >= 0 && event.severity <= 4);
  for (const port of [event['source.port'], event['destination.port']]) {
    assert.ok(port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535));
  }
  assert.equal(Object.getPrototypeOf(event), SocEvent.prototype);
  assert.ok(JSON.stringify(toEcs(event)).startsWith('{'));
}

function inPieces(framing: LineFraming | SyslogFraming, text: string): void {
  const bytes = Buffer.from(text);
  const size = Math.max(1, bytes.length >> 2);
  for (let at = 0; at < bytes.length; at += size) {
    const { records, broken } = framing.push(bytes.subarray(at, at + size));
    for (const record of records) assert.equal(typeof record, 'string');
    if (broken === true) break;
  }
  framing.end();
}

/** Words that mean something to one reader or another. */
const WORDS = [
  '__proto__',
  'constructor',
  '{"__proto__":{"polluted":1}}',
  '{"a":',
  '"event_type":"alert"',
  '"@timestamp":"2026-11-24T12:00:00Z",',
  '"objects":[{"type":"indicator","pattern":"[',
  "ipv4-addr:value = '198.51.100.7'",
  '"type":"bundle",',
  '<13>1 2026-11-24T12:00:00Z ',
  '<34>Nov 24 12:00:00 ',
  'CEF:0|V|P|1|2|N|5|',
  'LEEF:2.0|V|P|1|2|x5E|',
  'src=192.0.2.1 ',
  'polluted=1 ',
  '99999 <13>',
  '\\',
  '\\=',
  '"',
  '=',
  '|',
  ',',
  '[',
  ']',
  '}',
  '\n',
  '\0',
  '\r',
  '\ud800',
  '\ufeff',
  '1e999',
  '-0',
  '%ASA-6-302013: ',
];
const words = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 14 })
  .map((parts) => parts.join(''));
const anything = fc.oneof(words, fc.string({ unit: 'binary', maxLength: 200 }), fc.json({ maxDepth: 3 }));

const NATIVE = new Set(Reflect.ownKeys(Object.prototype));

for (const { name, refuses, run } of READERS) {
  test(`${name}: answers anything, and leaves the language as it is`, () => {
    fc.assert(
      fc.property(anything, (text) => {
        try {
          run(text);
        } catch (error) {
          if (refuses !== true || !(error instanceof Error) || error instanceof assert.AssertionError)
            throw error;
          assert.ok(!(error instanceof TypeError) && !(error instanceof RangeError), error.stack);
        }
        assert.deepEqual(new Set(Reflect.ownKeys(Object.prototype)), NATIVE);
      }),
      { numRuns: 150 },
    );
  });
}

const HALF = 128 * 1024;
/** Below this a clock tells nothing, and what is quadratic is far above it at a quarter of a megabyte. */
const TELLS_NOTHING_US = 60_000;

function cost(run: (text: string) => void, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4 && best >= TELLS_NOTHING_US; round++) {
    const start = process.threadCpuUsage();
    try {
      run(text);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, user + system);
  }
  return best;
}

for (const { name, run } of READERS) {
  test(`${name}: a text of twice the length costs no more than about twice as much`, () => {
    for (const word of WORDS) {
      const whole = cost(run, word.repeat(Math.ceil((HALF * 2) / word.length)));
      if (whole < TELLS_NOTHING_US) continue;
      const half = cost(run, word.repeat(Math.ceil(HALF / word.length)));
      assert.ok(whole < 3 * half + 40_000, `${JSON.stringify(word)}: ${half} µs, then ${whole} µs`);
    }
  });
}

test('a batch’s number is read from anything', () => {
  fc.assert(
    fc.property(fc.anything(), (meta) => {
      const number = numberOf(meta);
      assert.ok(number === undefined || (Number.isSafeInteger(number.seq) && number.dropped >= 0));
    }),
  );
});

test('a damaged database is refused, or answers as far as it can be read', () => {
  const sound = writeMmdb({ '93.210.0.0/16': { city: 'Berlin', n: 1.5 }, '93.211.0.0/20': { city: 'Bonn' } });
  const damage = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(damage, fc.nat(sound.length), fc.nat(0xffff), (changes, cut, low) => {
      const bytes = Buffer.from(low % 3 === 0 ? sound.subarray(0, cut) : sound);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      let database;
      try {
        database = new AddressDatabase(readTree(bytes), (answer) => answer);
      } catch (error) {
        assert.ok(error instanceof Error);
        return;
      }
      database.ofIpv4(0x5dd20000 + low);
      database.ofIpv6(Uint16Array.of(0, 0, 0, 0, 0, 0xffff, 0x5dd2, low));
    }),
    { numRuns: 500 },
  );
});
