import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';
import { JSON_LINES } from '#tests/fixtures/unknown-json.ts';
import { TEXT_LINES } from '#tests/fixtures/unknown-text.ts';

const RECEIVED = Date.UTC(2026, 2, 2, 12, 0, 5);

function read(line: string, timeZone?: string): SocEvent {
  const event = new SocEvent();
  event.received = RECEIVED;
  assert.equal(normaliseLine(line, event, timeZone === undefined ? {} : { timeZone }), undefined, line);
  return event;
}

/** Absent where the line does not name them: an address is never made up. */
const NEVER_GUESSED = [
  'source.ip',
  'destination.ip',
  'source.port',
  'destination.port',
  'user.name',
] as const;

for (const { product, line, time, host, severity, fields = {} } of [...TEXT_LINES, ...JSON_LINES]) {
  test(`${product}: time, host, severity, message, and what it names plainly`, () => {
    const event = read(line);
    const at = time === undefined ? RECEIVED : Date.parse(time);
    assert.equal(new Date(event['@timestamp']).toISOString(), new Date(at).toISOString());
    if (host !== undefined) assert.equal(event['host.name'], host);
    assert.equal(event.severity, severity ?? 0, 'severity');
    assert.ok(event.message !== undefined && event.message !== '', 'message');
    assert.equal(event.raw, line);
    for (const [field, wanted] of Object.entries(fields)) {
      assert.deepEqual(event[field as keyof SocEvent], wanted, field);
    }
    for (const field of NEVER_GUESSED) assert.equal(event[field], fields[field], field);
  });
}

test('times without a zone are of the source', () => {
  const winter = Date.parse('2026-03-02T11:00:01Z');
  for (const line of [
    '<134>Mar  2 12:00:01 fw1 app: src=192.0.2.1 dst=192.0.2.2 action=deny user=jdoe',
    '{"EventTime":"2026-03-02 12:00:01","Message":"m","SourceAddress":"192.0.2.1"}',
    'date=2026-03-02 time=12:00:01 devname=fw1 src=192.0.2.1 action=deny',
    '2026-03-02 12:00:01 WARN something happened',
  ]) {
    assert.equal(read(line, 'Europe/Berlin')['@timestamp'], winter, line);
  }
  // A zone of its own goes first, be it in a field beside.
  for (const line of [
    'date=2026-03-02 time=13:00:01 tz="+0200" devname=fw1 src=192.0.2.1 action=deny',
    '{"time":"2026-03-02T11:00:01Z","msg":"m"}',
    '{"time":"2026-03-02 12:00:01 +0100","msg":"m"}',
  ]) {
    assert.equal(read(line, 'America/New_York')['@timestamp'], winter, line);
  }
});

test('what only looks like an address is none', () => {
  for (const line of [
    '2026-03-02 12:00:01 INFO agent 1.2.3.4 started',
    '2026-03-02 12:00:01 INFO upgraded from 1.2.3.4 to 1.2.3.5',
    '2026-03-02 12:00:01 INFO user jdoe updated package from 1.2.3.4',
    '<13>Mar  2 12:00:01 host1 app: version=1.2.3.4 build=7 name=x mode=y',
    '{"time":"2026-03-02T12:00:01Z","version":"1.2.3.4","message":"release 1.2.3.4"}',
    '{"time":"2026-03-02T12:00:01Z","device":{"ip":"192.0.2.1"},"message":"up"}',
    'CEF:0|Maker|Thing|1.2.3.4|1|n|1|deviceVersion=1.2.3.4',
  ]) {
    const event = read(line);
    assert.equal(event['source.ip'], undefined, line);
    assert.equal(event['destination.ip'], undefined, line);
  }
});

test('lines without a header that are no log stay malformed', () => {
  for (const line of ['junk', 'no json', 'not a log line at all', '{"half":', 'NaN', '42']) {
    const event = new SocEvent();
    event.received = RECEIVED;
    assert.equal(typeof normaliseLine(line, event), 'string', line);
  }
});

test('any JSON object is taken, whatever stands under the plain names', () => {
  const words =
    'src src_ip time user event properties severity message url method name value __proto__ constructor ip port tags';
  const key = fc.constantFrom(...words.split(' '), 'Src IP', 'tz', 'date', 'localip', 'remoteip');
  const hard = fc.constantFrom<unknown>(
    '{"',
    '{"a":1}',
    '[::1]:99999',
    '192.0.2.1:x',
    '\u0000',
    1e308,
    -1,
    null,
    [],
    [[]],
  );
  const tree = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      hard,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  })).tree;
  fc.assert(
    fc.property(fc.dictionary(key, tree, { maxKeys: 10 }), (record) => {
      const event = new SocEvent();
      event.received = RECEIVED;
      normaliseLine(JSON.stringify(record), event);
      assert.ok(Number.isFinite(event['@timestamp']));
      assert.ok(JSON.stringify(toEcs(event)).startsWith('{'));
    }),
  );
});

test('a line costs its length', () => {
  const started = process.cpuUsage();
  for (const line of [
    `x ${'a='.repeat(500_000)}`,
    `x ${'a="'.repeat(300_000)}`,
    `x ${'\\"='.repeat(300_000)}`,
    `x ${'a,'.repeat(500_000)}`,
    `x ${'->'.repeat(500_000)}`,
    `x ${'from 1.2.3.4.'.repeat(80_000)}`,
    `<a ${'b="'.repeat(300_000)}</a>`,
    `<a>${'<b>'.repeat(300_000)}</a>`,
    `{"a":"${'{'.repeat(900_000)}"}`,
    JSON.stringify({ t: 1, a: Array.from({ length: 100_000 }, (_, i) => ({ name: `n${i}`, value: i })) }),
    JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key ${i}`, { ip: 'x' }]))),
  ]) {
    const event = new SocEvent();
    event.received = RECEIVED;
    normaliseLine(line, event);
  }
  const { user, system } = process.cpuUsage(started);
  assert.ok((user + system) / 1e6 < 5, `${(user + system) / 1e6} s of CPU`);
});
