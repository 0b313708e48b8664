import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { regexLiteral } from '#core/correlate/regex-literal.ts';
import { compileRegex, isBounded } from '#core/correlate/safe-regex.ts';

function compiled(source: string, flags = ''): (text: string) => boolean {
  const regex = compileRegex(source, flags);
  assert.ok(regex.ok, source);
  return regex.value;
}

/** What brings backtracking engines down, and a text that does it. */
const CATASTROPHES: readonly (readonly [source: string, unit: string, end: string])[] = [
  ['^(a+)+$', 'a', '!'],
  ['^(a|a)*$', 'a', '!'],
  ['^(a|aa)+$', 'a', '!'],
  ['(.*a){20}$', 'a', '!'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a', ''],
  ['(x+x+)+y', 'x', ''],
  ['.*.*.*=.*', 'x', ''],
  ['\\s+$', ' ', 'x'],
];

test('catastrophic patterns take time linear in the text', () => {
  for (const [source, unit, end] of CATASTROPHES) {
    const match = compiled(source);
    const time = (length: number): number => {
      const text = unit.repeat(length) + end;
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3; i++) {
        const before = performance.now();
        match(text);
        best = Math.min(best, performance.now() - before);
      }
      return best;
    };
    time(10_000);
    const [short, long] = [time(10_000), time(80_000)];
    // Eight times the text: quadratic would be 64 times the time. The floor is the clock's noise.
    assert.ok(long < 30 * Math.max(short, 0.5), `${source}: ${short} ms, ${long} ms`);
    assert.ok(long < 1000, `${source}: ${long} ms`);
  }
});

test('V8 gets only patterns that cannot backtrack for long', () => {
  for (const [source] of CATASTROPHES) assert.equal(isBounded(source), false, source);
  assert.equal(isBounded('a?'.repeat(30)), false);
  assert.equal(isBounded('(foo|bar)[0-9a-f]\\.exe'), true);
});

test('flags', () => {
  assert.equal(compiled('sqlmap', 'i')('SQLMap'), true);
  assert.equal(compiled('sqlmap')('SQLMap'), false);
  assert.equal(compiled('^b$', 'm')('a\nb'), true);
  assert.equal(compiled('^b$')('a\nb'), false);
  assert.equal(compiled('a.b', 's')('a\nb'), true);
  assert.equal(compiled('a.b')('a\nb'), false);
});

test('what the engine cannot do in linear time is refused', () => {
  for (const source of ['[unclosed', '(?=a)b', '(a)\\1', '('])
    assert.equal(compileRegex(source, '').ok, false, source);
});

test('compiling never throws, and a match holds the literal that the index asks for', () => {
  const piece = fc.constantFrom(
    'a',
    'B',
    '.',
    '*',
    '+',
    '?',
    '|',
    '(',
    ')',
    '[',
    ']',
    '{2}',
    '{,3}',
    '\\',
    '\\.',
    '\\d',
    '^',
    '$',
    '-',
    '(?i)',
    '(?:',
  );
  const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '.', '1', '-', '\\'), maxLength: 12 });
  fc.assert(
    fc.property(source, text, (pattern, subject) => {
      const regex = compileRegex(pattern, '');
      if (!regex.ok || !regex.value(subject)) return;
      const literal = regexLiteral(pattern);
      if (literal !== undefined)
        assert.ok(subject.toLowerCase().includes(literal), `${pattern} on ${subject}`);
    }),
    { numRuns: 3000 },
  );
});

test('bounded patterns match alike in both engines', () => {
  const piece = fc.constantFrom('a', 'b', '(a|b)', '[ab]', 'a?', '\\.', '\\d', '(?:ab)', '^', '$');
  const source = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '1', '\n'), maxLength: 8 });
  fc.assert(
    fc.property(source, text, (pattern, subject) => {
      if (!isBounded(pattern)) return;
      // An empty star keeps a pattern from V8 and changes no match.
      assert.equal(
        compiled(pattern)(subject),
        compiled(`(?:${pattern})(?:zz)*`)(subject),
        `${pattern} on ${subject}`,
      );
    }),
    { numRuns: 3000 },
  );
});
