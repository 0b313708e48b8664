import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawOf, drawOfScene, nextDraw } from '#renderer/wall/draw-state.ts';

test('a scene loads while a panel does, and has failed when none can be seen', () => {
  assert.equal(drawOfScene([]), 'drawing');
  assert.equal(drawOfScene(['drawn', 'drawn']), 'drawing');
  assert.equal(drawOfScene(['drawn', 'loading']), 'loading');
  assert.equal(drawOfScene(['broken', 'loading']), 'loading');
  assert.equal(drawOfScene(['drawn', 'broken']), 'drawing');
  assert.equal(drawOfScene(['broken', 'broken']), 'failed');
});

test('a broken panel that is tried again does not count as one that loads', () => {
  assert.equal(nextDraw(undefined, 'loading'), 'loading');
  assert.equal(nextDraw('drawn', 'loading'), 'loading');
  assert.equal(nextDraw('broken', 'loading'), 'broken');
  assert.equal(nextDraw('broken', 'drawn'), 'drawn');
});

test('a dark display says that it is dark; a held picture that cannot be seen is not held', () => {
  const plain = { blank: false, frozen: false };
  assert.equal(drawOf(plain, 'loading'), 'loading');
  assert.equal(drawOf(plain, 'failed'), 'failed');
  assert.equal(drawOf({ ...plain, frozen: true }, 'drawing'), 'frozen');
  assert.equal(drawOf({ ...plain, frozen: true }, 'failed'), 'failed');
  assert.equal(drawOf({ ...plain, blank: true }, 'failed'), 'blank');
});
