import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largest, WindowedCounter } from '#core/frame/windowed-counter.ts';

test('sums over the span; its oldest slice counts by the share that is still inside', () => {
  const counter = new WindowedCounter<string>({ spanMs: 1_000, slices: 4, maxKeys: 100 });
  counter.add('a', 0, 8);
  counter.add('a', 300, 2);
  counter.add('b', 900);
  const at = (now: number) => Object.fromEntries(counter.sum(now).counts);
  assert.deepEqual(at(900), { a: 10, b: 1 });
  assert.deepEqual(at(1_000), { a: 10, b: 1 });
  assert.deepEqual(at(1_125), { a: 6, b: 1 }, 'half of the first slice is out');
  assert.deepEqual(at(1_250), { a: 2, b: 1 });
  assert.equal(counter.sum(5_000).total, 0);
});

test('a steady rate comes to the same in a span and in the one before it, at any moment', () => {
  const counter = new WindowedCounter<string>({ spanMs: 1_000, slices: 5, maxKeys: 100, spans: 2 });
  for (let at = 0; at < 5_000; at += 10) {
    counter.add('a', at);
    if (at < 2_200 || at % 70 !== 0) continue;
    for (const count of [counter.of('a', at), counter.before('a', at)]) {
      assert.ok(Math.abs(count - 100) <= 10, `${count} at ${at}`);
    }
  }
});

test('tells the highest grade of the span', () => {
  const counter = new WindowedCounter<string>({ spanMs: 1_000, slices: 4, maxKeys: 100 });
  counter.add('a', 0, 1, 4);
  counter.add('a', 600, 1, 2);
  assert.equal(counter.grade('a', 700), 4);
  assert.equal(counter.grade('a', 1_500), 2);
  assert.equal(counter.grade('b', 1_500), 0);
});

test('a key that comes after others were forgotten starts from nothing', () => {
  const counter = new WindowedCounter<number>({ spanMs: 1_000, slices: 4, maxKeys: 1_000 });
  for (let key = 0; key < 500; key++) counter.add(key, 0, 7, 3);
  for (let key = 1_000; key < 1_400; key++) counter.add(key, 2_000);
  const { counts, total } = counter.sum(2_000);
  assert.equal(total, 400);
  assert.ok([...counts].every(([key, count]) => key >= 1_000 && count === 1));
  assert.equal(counter.grade(1_000, 2_000), 0);
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

test('top tells the largest of the sum, and what sum tells of the rest', () => {
  const counter = new WindowedCounter<number>({ spanMs: 1_000, slices: 4, maxKeys: 100 });
  for (let key = 0; key < 1_000; key++) counter.add(key % 130, 100 + (key % 3) * 300, 1 + (key % 7));
  for (const now of [700, 1_125, 1_400]) {
    const { counts, total, bounded } = counter.sum(now);
    const top = counter.top(now, 10);
    assert.deepEqual(top.entries, largest(counts, 10));
    assert.deepEqual([top.total, top.distinct, top.bounded], [total, counts.size, bounded]);
  }
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
