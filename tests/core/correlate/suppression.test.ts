import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { loadRules } from '#core/correlate/rules.ts';
import { suppressionText } from '#core/correlate/suppression.ts';
import { completedAt, detect, plainEvent } from './sigma-cases.ts';

const RULE =
  'title: T\nid: t\nlogsource: { category: test }\ndetection:\n  sel: { act: x }\n  condition: sel\n';
const UNTIL = Date.UTC(2026, 10, 24);

function load(
  fields: Record<string, string | number | boolean>,
  now: number,
  expires: number | undefined = UNTIL,
) {
  const text = suppressionText({
    id: 's',
    rule: 't',
    fields,
    reason: 'ours: the scanner',
    author: 'kim',
    expires,
  });
  const loaded = loadRules(
    [
      { path: 'r.yml', text: RULE },
      { path: 's.yml', text },
    ],
    { fields: 'as-is', now },
  );
  assert.deepEqual(loaded.problems, []);
  return loaded;
}

test('a suppression silences a rule for the values it names, until it expires', () => {
  const events = [
    { act: 'x', ip: '10.0.0.1', n: 1 },
    { act: 'x', ip: '10.0.0.1', n: 2 },
    { act: 'x', ip: '10.0.0.2', n: 1 },
  ];
  const told = (now: number): number[] =>
    detect(load({ ip: '10.0.0.1', n: 1 }, now).rules, events.map(plainEvent)).map(completedAt);
  assert.deepEqual(told(UNTIL - 1), [1, 2]);
  assert.deepEqual(told(UNTIL), [0, 1, 2]);
  assert.equal(load({ ip: 'x' }, UNTIL - 1).nextExpiry, UNTIL);
  assert.equal(load({ ip: 'x' }, UNTIL).nextExpiry, undefined);
  assert.equal(load({ ip: 'x' }, UNTIL, undefined).nextExpiry, undefined);
});

test('values are taken literally, whatever they hold', () => {
  const value = fc.string({
    unit: fc.constantFrom('a', '*', '?', '\\', ':', '"', "'", '\n', '#', '%', '-', ' '),
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(value, value, (suppressed, other) => {
      const told = detect(
        load({ v: suppressed }, 0).rules,
        [suppressed, other].map((v) => ({ act: 'x', v })).map(plainEvent),
      );
      assert.deepEqual(
        told.map(completedAt),
        suppressed === other ? [] : [1],
        JSON.stringify([suppressed, other]),
      );
    }),
    { numRuns: 1000 },
  );
});

test('an expiry that is no date is refused', () => {
  const text = 'title: F\nexpires: soon\nfilter:\n  sel: { a: b }\n  condition: not sel\n';
  assert.match(loadRules([{ path: 'f.yml', text }]).problems[0]?.message ?? '', /'soon' is not a date/);
});
