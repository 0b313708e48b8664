import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { AffixTrie, Automaton, type TextIndex } from '#core/correlate/automaton.ts';

function found(index: TextIndex, text: string): number[] {
  const out = new Set<number>();
  index.find(text, (value) => out.add(value));
  return [...out].toSorted((a, b) => a - b);
}

const unit = fc.constantFrom('a', 'b', 'c', '\\', 'é');
const words = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\\'), minLength: 1, maxLength: 4 }),
  {
    maxLength: 12,
  },
);

test('every text that occurs is found, and no other', () => {
  fc.assert(
    fc.property(words, fc.string({ unit, maxLength: 30 }), (texts, text) => {
      const map = new Map(texts.map((word, i) => [word, [i]]));
      const where = (holds: (word: string) => boolean): number[] =>
        texts.flatMap((word, i) => (holds(word) ? [i] : []));
      assert.deepEqual(
        found(new Automaton(map), text),
        where((word) => text.includes(word)),
      );
      assert.deepEqual(
        found(new AffixTrie(map, 'start'), text),
        where((word) => text.startsWith(word)),
      );
      assert.deepEqual(
        found(new AffixTrie(map, 'end'), text),
        where((word) => text.endsWith(word)),
      );
    }),
    { numRuns: 3000 },
  );
});
