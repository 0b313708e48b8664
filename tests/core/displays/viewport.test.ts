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

const at = (display: string, x: number, y: number, w: number) => ({ display, x, y, w, h: 50 });

test('rows of unlike columns have their own gaps; a millimetre off is no column', () => {
  const displays = [
    at('a', 0, 0, 100),
    at('b', 100, 0, 100),
    at('c', 200, 0, 100),
    at('d', 1, 50, 149),
    at('e', 150, 50, 150),
  ];
  const wall = { id: 'w', name: 'W', bezel: 10, displays };
  const left = (name: string) => (viewportOf(wall, name)?.x ?? 0) * 320;
  assert.deepEqual(['a', 'b', 'c', 'd', 'e'].map(left).map(Math.round), [0, 110, 220, 1, 160]);
  assert.equal(Math.round((viewportOf(wall, 'e')?.y ?? 0) * 110), 60);
});
