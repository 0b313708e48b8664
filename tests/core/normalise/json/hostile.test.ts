import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SocEvent, type SensorRecord } from '#contract/event.ts';
import type { JsonFormat } from '#core/normalise/format.ts';
import { JSON_FORMATS } from '#core/normalise/json/json-formats.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';
import * as hosts from '#tests/fixtures/json-hosts.ts';
import * as network from '#tests/fixtures/json-network.ts';
import * as web from '#tests/fixtures/json-web.ts';
import { NOON } from '#tests/support/normalised.ts';

const RECORDS = [hosts, network, web]
  .flatMap((fixtures) => Object.values(fixtures))
  .flatMap((kinds) => Object.values<SensorRecord>(kinds));

/** Every key that a mapper asks this record for, at any depth. */
function keysRead(format: JsonFormat, record: SensorRecord): Set<string> {
  const keys = new Set<string>();
  const watched = (value: unknown): unknown =>
    typeof value !== 'object' || value === null
      ? value
      : new Proxy(value, {
          get(target, key) {
            if (typeof key === 'string' && !Array.isArray(target)) keys.add(key);
            return watched(Reflect.get(target, key));
          },
        });
  const event = new SocEvent();
  event.received = NOON;
  format.map(watched(record) as SensorRecord, event, { timeZone: 'UTC' });
  return keys;
}

const NUMBERS = /\.(port|bytes|packets|size|pid|status_code)$|^event\.severity$|^@timestamp$/;
const LISTS = /^event\.(category|type)$|^threat\./;

/** The contract says which type each property has; rules and panels rely on it. */
function assertTypes(event: SocEvent): void {
  assert.ok(Number.isFinite(event['@timestamp']) && Math.abs(event['@timestamp']) <= 8.64e15);
  assert.ok([0, 1, 2, 3, 4].includes(event.severity), String(event.severity));
  for (const [key, value] of Object.entries(event) as [string, unknown][]) {
    if (value === undefined || !(key.includes('.') || key === 'message')) continue;
    if (LISTS.test(key)) {
      assert.ok(Array.isArray(value) && value.every((item) => typeof item === 'string'), key);
    } else assert.equal(typeof value, NUMBERS.test(key) ? 'number' : 'string', key);
    if (key.endsWith('.port')) {
      assert.ok(Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65535, key);
    }
  }
}

function feed(format: JsonFormat, record: SensorRecord): void {
  const event = new SocEvent();
  event.received = NOON;
  event.record = record;
  format.recognise(record);
  const answer = format.map(record, event, { timeZone: 'UTC' });
  if (answer === undefined) {
    assertTypes(event);
    assert.ok(JSON.stringify(toEcs(event)).startsWith('{'));
  } else assert.equal(typeof answer, 'string');
}

test('every fixture is of one format', () => {
  assert.ok(RECORDS.length > 50);
  for (const record of RECORDS) {
    const names = JSON_FORMATS.filter((format) => format.recognise(record)).map((format) => format.name);
    assert.equal(names.length, 1, `${names.join(' ')} ${JSON.stringify(record).slice(0, 200)}`);
  }
});

const HARD = [
  '::1',
  '192.0.2.1:99999',
  '-',
  'N/A',
  '__proto__',
  '%E0%A4%A',
  '2026-13-99T99:99:99Z',
  'E_',
  '\\',
  '@',
  '[',
  '://',
  ' HTTP/',
  '9'.repeat(400),
];

for (const format of JSON_FORMATS) {
  test(`${format.name}: any value under any of its keys`, () => {
    const own = RECORDS.filter((record) => format.recognise(record));
    assert.ok(own.length > 0, 'no fixture');
    const keys = [...new Set(own.flatMap((record) => [...keysRead(format, record)]))];
    assert.ok(keys.length > 5);
    const value = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom(...HARD, -1, 1e308, 70000, 2 ** 60, true),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
      ),
    })).tree;
    fc.assert(
      fc.property(
        fc.constantFrom(...own),
        fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 12 }),
        (record, changes) => {
          feed(format, { ...record, ...changes });
          feed(format, changes);
        },
      ),
      { numRuns: 300 },
    );
  });

  test(`${format.name}: its own records with one value of another kind`, () => {
    const own = RECORDS.filter((record) => format.recognise(record));
    for (const record of own) {
      for (const other of [null, 0, '', 'x', [], {}, [null], [[{}]], { a: { b: [] } }]) {
        for (const changed of replacements(record, other)) feed(format, changed as SensorRecord);
      }
    }
  });
}

/** The value with each of its parts, one at a time, replaced. */
function* replacements(value: unknown, other: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const put = (replaced: unknown): unknown =>
      Array.isArray(value)
        ? value.map((kept: unknown, at) => (String(at) === key ? replaced : kept))
        : { ...value, [key]: replaced };
    yield put(other);
    for (const inner of replacements(item, other)) yield put(inner);
  }
}
