import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isNestedDeeper } from '#bridge/nesting.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('tells how deep JSON goes, whatever its strings hold', () => {
  const value = fc.jsonValue({ maxDepth: 6, stringUnit: fc.constantFrom('[', '{', '"', '\\', '}', 'a') });
  fc.assert(
    fc.property(value, fc.nat(7), (one, levels) => {
      const json = `${' '.repeat(20)}${JSON.stringify(one)}`;
      assert.equal(isNestedDeeper(json, levels), depthOf(one) > levels);
    }),
  );
  assert.equal(isNestedDeeper('['.repeat(2_000_000), 500), true);
  assert.equal(isNestedDeeper(`"${'\\'.repeat(2_000_000)}`, 500), false);
});
