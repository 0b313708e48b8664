import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EventReader } from '#core/correlate/fields.ts';
import { Matcher } from '#core/correlate/matcher.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { plainEvent } from './sigma-cases.ts';

const word = fc.constantFrom('a', 'ab', 'b.c', 'A*', '*b', 'a?b', 'É', 'cmd', 'x y', '-a', 7, true, null, '');
const field = fc.constantFrom('f', 'g', 'h.i', 'h.j.k');
const modifier = fc.constantFrom(
  '',
  '|contains',
  '|startswith',
  '|endswith',
  '|cased',
  '|neq',
  '|contains|windash',
  '|exists',
  '|re',
  '|gte',
);

/** A value that its modifier takes. */
function suited(name: string, modifiers: string, value: string | number | boolean | null): [string, unknown] {
  if (modifiers === '|exists') return [name + modifiers, value !== null];
  if (modifiers === '|gte') return [name + modifiers, 5];
  if (modifiers === '|re') return [name + modifiers, 'a.?b|c'];
  if (modifiers === '' || modifiers === '|neq') return [name + modifiers, value];
  return [name + modifiers, value === null ? 'a' : String(value)];
}

const item = fc
  .tuple(field, modifier, word)
  .map(([name, modifiers, value]) => suited(name, modifiers, value));
const detection = fc.oneof(
  fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => Object.fromEntries(items)),
  fc.array(fc.constantFrom('ab', 'cmd', 7), { minLength: 1, maxLength: 2 }),
);
const rule = fc.record({
  title: fc.constant('T'),
  logsource: fc.constant({ category: 'test' }),
  detection: fc.record({
    s1: detection,
    s2: detection,
    condition: fc.constantFrom(
      's1',
      's1 and s2',
      's1 or s2',
      's1 and not s2',
      'not s1',
      'all of s*',
      '1 of them',
      'not (s1 or s2)',
    ),
  }),
});
const scalar = fc.oneof(word, fc.constantFrom('zab', 'CMD', 'aab', 'xÉx', '/a', 8));
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
const event = fc.record(
  {
    f: value,
    g: value,
    h: fc.oneof(value, fc.record({ i: value, j: fc.record({ k: value }) })),
    'h.i': value,
  },
  { requiredKeys: [] },
);

test('the index finds what a loop over all rules finds', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(event, { maxLength: 6 }),
      (documents, records) => {
        const texts = documents.map((document, i) => ({
          path: `${i}.yml`,
          text: JSON.stringify({ ...document, id: `r${i}` }),
        }));
        const { rules } = loadRules(texts, { fields: 'as-is' });
        const matcher = new Matcher(rules);
        const reader = new EventReader(rules.table.names, true);
        records.forEach((record, sequence) => {
          const soc = plainEvent(record, sequence);
          reader.begin(soc);
          const naive = rules.rules.filter(({ check }) => check(reader)).map(({ rule: { id } }) => id);
          const found: string[] = [];
          matcher.match(soc, reader, ({ rule: { id } }) => found.push(id));
          assert.deepEqual(found, naive, JSON.stringify(record));
        });
      },
    ),
    { numRuns: 3000 },
  );
});
