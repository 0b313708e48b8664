import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { withExactIntegers } from '#core/normalise/exact-json.ts';
import type { SensorRecord } from '#contract/event.ts';

function exact(text: string): unknown {
  return withExactIntegers(JSON.parse(text) as SensorRecord, text);
}

test('integers beyond 2^53 come as text, all else as it was', () => {
  const text =
    '{"a":18446744073709551615,"b":[-9223372036854775808, 9007199254740991],"c":1.2345678901234567,"d":1e30,"e":"12345678901234567"}';
  assert.deepEqual(exact(text), {
    a: '18446744073709551615',
    b: ['-9223372036854775808', 9_007_199_254_740_991],
    c: 1.2345678901234567,
    d: 1e30,
    e: '12345678901234567',
  });
});

test('a record without long numbers is not read twice', () => {
  const record: SensorRecord = { a: 1 };
  assert.equal(withExactIntegers(record, '{"a":1,"b":"1234567890123456789"}'), record);
});

test('keys of the language stay keys, nesting without end is let be', () => {
  const record = exact('{"__proto__":{"x":1},"id":18446744073709551615}') as object;
  assert.ok(Object.hasOwn(record, '__proto__'));
  assert.equal(Object.getPrototypeOf(record), Object.prototype);
  const deep = `{"id":18446744073709551615,"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  assert.equal(typeof exact(deep), 'object');
});

test('digits inside a string are let be', () => {
  for (const text of [
    String.raw`{"m":"a \" b:18446744073709551615, c","id":18446744073709551615}`,
    String.raw`{"m":"\\","n":"[18446744073709551615]","id":18446744073709551615}`,
    '{"a":"x,12345678901234567890}","id":18446744073709551615}',
  ]) {
    const plain = JSON.parse(text) as object;
    assert.deepEqual(exact(text), { ...plain, id: '18446744073709551615' });
  }
});

test('any JSON with long integers: all else as JSON.parse has it', () => {
  const long = fc.bigInt({ min: 10n ** 15n, max: 2n ** 64n });
  const text = fc.oneof(
    fc.string(),
    long.map((digits) => `:${digits},"\\`),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, long), { maxLength: 6 }), (entries) => {
      const json = `[${entries.map(([a, b, digits]) => `{${JSON.stringify(a)}:${JSON.stringify(b)},"\\"n":[${digits}]}`).join(', ')}]`;
      const expected = entries.map(([a, b, digits]) => {
        const value = Number.isSafeInteger(Number(digits)) ? Number(digits) : String(digits);
        return { [a]: b, '"n': [value] };
      });
      assert.deepEqual(exact(json), expected);
    }),
    { numRuns: 1000 },
  );
});
