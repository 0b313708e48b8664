import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hold, NOTHING_HELD } from '#renderer/ui/hold.ts';

const READING = 5000;

test('the first list shows at once', () => {
  assert.deepEqual(hold(NOTHING_HELD, ['a', 'b'], 100, READING, false), {
    order: ['a', 'b'],
    since: 100,
    waiting: 0,
  });
});

test('news waits until what stands has been read, and is counted', () => {
  const first = hold(NOTHING_HELD, ['a', 'b'], 0, READING, false);
  const held = hold(first, ['d', 'c'], 1000, READING, false);
  assert.deepEqual(held.order, ['a', 'b']);
  assert.equal(held.waiting, 2);
  assert.deepEqual(hold(held, ['d', 'c'], 5000, READING, false).order, ['d', 'c']);
});

test('a list that has stood for a while takes news at once', () => {
  const first = hold(NOTHING_HELD, ['a'], 0, READING, false);
  assert.deepEqual(hold(first, ['b', 'a'], 60_000, READING, false).order, ['b', 'a']);
});

test('nothing moves under the pointer, however long', () => {
  const first = hold(NOTHING_HELD, ['a', 'b'], 0, READING, false);
  const held = hold(first, ['c', 'a'], 60_000, READING, true);
  assert.deepEqual(held.order, ['a', 'b']);
  assert.equal(held.waiting, 1);
});

test('rows that fill room at the end disturb nobody', () => {
  const first = hold(NOTHING_HELD, ['a'], 0, READING, false);
  assert.deepEqual(hold(first, ['a', 'b'], 100, READING, true).order, ['a', 'b']);
});

test('the same order is the same object: no render for nothing', () => {
  const first = hold(NOTHING_HELD, ['a', 'b'], 0, READING, false);
  assert.equal(hold(first, ['a', 'b'], 9000, READING, false), first);
  const held = hold(first, ['c', 'a'], 1000, READING, false);
  assert.equal(hold(held, ['c', 'a'], 1500, READING, false), held);
});
