import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewportOf } from '#core/displays/viewport.ts';

const two = (bezel: number) => ({
  id: 'w',
  name: 'W',
  bezel,
  displays: [
    { display: 'left', x: 0, y: 0, w: 100, h: 50 },
    { display: 'right', x: 100, y: 0, w: 100, h: 50 },
  ],
});

test('two displays halve a picture; the bezel takes its part of it', () => {
  assert.deepEqual(viewportOf(two(0), 'left'), { x: 0, y: 0, w: 0.5, h: 1 });
  assert.deepEqual(viewportOf(two(0), 'right'), { x: 0.5, y: 0, w: 0.5, h: 1 });
  assert.deepEqual(viewportOf(two(50), 'right'), { x: 0.6, y: 0, w: 0.4, h: 1 });
  assert.equal(viewportOf(two(0), 'none'), undefined);
});

test('where it hangs in its own measure makes no difference', () => {
  const moved = { ...two(0), displays: two(0).displays.map((one) => ({ ...one, x: one.x + 7, y: 3 })) };
  assert.deepEqual(viewportOf(moved, 'right'), viewportOf(two(0), 'right'));
});
