import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compilePattern } from '#core/correlate/match-pattern.ts';
import { parsePattern, withDashes } from '#core/correlate/sigma-string.ts';

/** A pattern as a regular expression, by the book. */
function reference(pattern: string): RegExp {
  const source = parsePattern(pattern).map((part) =>
    typeof part === 'string' ? part.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&') : part === 0 ? '[^]*' : '[^]',
  );
  return new RegExp(`^${source.join('')}$`, 'u');
}

test('wildcards mean what they mean as regular expressions', () => {
  const unit = fc.constantFrom('a', 'b', '*', '?', '\\', '🔥');
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '\\', '*', '🔥', '\n'), maxLength: 10 }),
      (pattern, text) => {
        assert.equal(
          compilePattern(parsePattern(pattern))(text),
          reference(pattern).test(text),
          `${pattern} on ${text}`,
        );
      },
    ),
    { numRuns: 20_000 },
  );
});

test('backslashes escape wildcards and each other, and are themselves otherwise', () => {
  assert.deepEqual(parsePattern('C:\\Windows'), ['C:\\Windows']);
  assert.deepEqual(parsePattern('a\\*b'), ['a*b']);
  assert.deepEqual(parsePattern('a\\\\*b'), ['a\\', 0, 'b']);
  assert.deepEqual(parsePattern('a**?b'), ['a', 0, 1, 'b']);
});

test('windash takes any dash for one that begins an option, each on its own', () => {
  const match = compilePattern(withDashes(parsePattern('*cmd -a /b x-y*')));
  assert.ok(match('cmd /a –b x-y'));
  assert.ok(match('cmd ―a —b x-y'));
  assert.ok(!match('cmd -a /b x/y'));
  assert.ok(!match('cmd +a /b x-y'));
});

test('many wildcards over a long text stay fast', () => {
  const match = compilePattern(parsePattern(`*${'a*'.repeat(40)}b`));
  const before = performance.now();
  assert.equal(match('a'.repeat(200_000)), false);
  assert.ok(performance.now() - before < 500);
});
