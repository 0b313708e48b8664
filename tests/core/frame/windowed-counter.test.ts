import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largest, WindowedCounter } from '#core/frame/windowed-counter.ts';

test('sums over the span and forgets a slice as a whole', () => {
  const counter = new WindowedCounter<string>({ spanMs: 1_000, slices: 4, maxKeys: 100 });
  counter.add('a', 0);
  counter.add('a', 300, 2);
  counter.add('b', 900);
  assert.deepEqual(
    [...counter.sum(900).counts],
    [
      ['a', 3],
      ['b', 1],
    ],
  );
  assert.deepEqual(
    [...counter.sum(1_300).counts],
    [
      ['a', 2],
      ['b', 1],
    ],
  );
  assert.equal(counter.sum(5_000).total, 0);
});

test('is bounded: small counts are dropped, their sum stays in the total and it says so', () => {
  const counter = new WindowedCounter<number>({ spanMs: 1_000, slices: 1, maxKeys: 100 });
  for (let round = 0; round < 5; round++) counter.add(-1, 0);
  for (let key = 0; key < 10_000; key++) counter.add(key, 0);
  const { counts, total, bounded } = counter.sum(0);
  assert.equal(total, 10_005);
  assert.ok(bounded);
  assert.ok(counts.size <= 101, `${counts.size} keys`);
  assert.equal(counts.get(-1), 5);
});

test('largest gives the n largest in order', () => {
  const counts = new Map(Array.from({ length: 50 }, (_, i) => [i, (i * 37) % 50]));
  assert.deepEqual(
    largest(counts, 3).map(([, count]) => count),
    [49, 48, 47],
  );
  assert.equal(largest(counts, 100).length, 50);
});

test('a counter of two spans sums one and knows what the other had', () => {
  const counter = new WindowedCounter<string>({ spanMs: 1_000, slices: 5, maxKeys: 100, spans: 2 });
  counter.add('a', 10_000, 7);
  counter.add('a', 11_500, 2);
  assert.deepEqual([...counter.sum(11_500).counts], [['a', 2]]);
  assert.equal(counter.before('a', 11_500), 7);
  assert.equal(counter.before('b', 11_500), 0);
  assert.equal(counter.sum(13_700).total, 0);
  assert.equal(counter.before('a', 13_700), 0, 'beyond two spans it is forgotten');
});
