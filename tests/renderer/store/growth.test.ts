import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNews, observe } from '#renderer/store/growth.ts';

const NOW = 1_800_000_000_000;

test('a loss is news while it grows, and for a minute', () => {
  const first = observe(undefined, 500, NOW);
  assert.equal(isNews(first, NOW), false);
  assert.equal(observe(first, 500, NOW), first);
  const grown = observe(first, 501, NOW);
  assert.deepEqual(grown, { value: 501, grewAt: NOW });
  assert.deepEqual([isNews(grown, NOW + 59_999), isNews(grown, NOW + 60_000)], [true, false]);
});
