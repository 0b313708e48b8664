import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateRing } from '#renderer/store/rate-history.ts';

const NOW = 1_800_000_000;

function row(second: number, ...counts: number[]) {
  return { seconds: Uint32Array.of(second), counts: Uint32Array.from(counts) };
}

test('a row replaces what its second held', () => {
  const ring = new RateRing();
  ring.put(row(NOW, 1, 2, 3, 4, 5), NOW);
  ring.put(row(NOW, 10, 0, 0, 0, 1), NOW);
  assert.equal(ring.total(NOW), 11);
  assert.equal(ring.count(NOW, 4), 1);
  assert.equal(ring.newest, NOW);
});

test('seconds without a row count nothing, also those that share a slot', () => {
  const ring = new RateRing();
  ring.put(row(NOW, 7, 0, 0, 0, 0), NOW);
  assert.equal(ring.total(NOW - 1024), 0);
  assert.equal(ring.total(NOW + 1), 0);
});

test('a clock far off does not evict history', () => {
  const ring = new RateRing();
  ring.put(row(NOW, 7, 0, 0, 0, 0), NOW);
  ring.put(row(NOW + 1024, 9, 0, 0, 0, 0), NOW);
  ring.put(row(NOW - 1024, 9, 0, 0, 0, 0), NOW);
  assert.equal(ring.total(NOW), 7);
  assert.equal(ring.newest, NOW);
});

test('the whole span fits', () => {
  const ring = new RateRing();
  const seconds = Uint32Array.from({ length: 900 }, (_, index) => NOW - 899 + index);
  const counts = new Uint32Array(900 * 5).fill(1);
  ring.put({ seconds, counts }, NOW);
  for (const second of seconds) assert.equal(ring.total(second), 5);
});
