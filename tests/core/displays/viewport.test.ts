import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BANNER_SHARE, STATUS_SHARE, viewportOf } from '#core/displays/viewport.ts';
import { spaces } from '#renderer/theme/metrics.ts';

const two = (bezel: number) => ({
  id: 'w',
  name: 'W',
  bezel,
  displays: [
    { display: 'left', x: 0, y: 0, w: 100, h: 50 },
    { display: 'right', x: 100, y: 0, w: 100, h: 50 },
  ],
});

const round = (share: number) => Number(share.toFixed(4));

/** Left and top edge of what a display shows, in heights of one display from the picture's. */
function placeOf(wall: Parameters<typeof viewportOf>[0], display: string) {
  const { x = 0, y = 0, w = 0, h = 0 } = viewportOf(wall, display) ?? {};
  return [x / w, y / h, (y + h - 1) / h].map(round);
}

test('the room for the bars is what the page gives them', () => {
  assert.equal(BANNER_SHARE * 100, spaces.banner.wall);
  assert.equal(STATUS_SHARE * 100, spaces.status.wall);
});

test('two displays halve a picture; the bezel takes its part of it, the bars stand above and below it', () => {
  assert.deepEqual(placeOf(two(0), 'left'), [0, -BANNER_SHARE, STATUS_SHARE]);
  assert.deepEqual(placeOf(two(0), 'right'), [1, -BANNER_SHARE, STATUS_SHARE]);
  assert.deepEqual(placeOf(two(50), 'right'), [1.5, -BANNER_SHARE, STATUS_SHARE]);
  assert.equal(viewportOf(two(0), 'left')?.w, 0.5);
  assert.equal(viewportOf(two(50), 'left')?.w, 0.4);
  assert.equal(viewportOf(two(0), 'none'), undefined);
});

test('one above the other: a display and a bezel apart, with nothing between them but the bezel', () => {
  const displays = [
    { display: 'upper', x: 0, y: 0, w: 100, h: 50 },
    { display: 'lower', x: 0, y: 50, w: 100, h: 50 },
  ];
  const wall = { id: 'w', name: 'W', bezel: 5, displays };
  assert.deepEqual(placeOf(wall, 'upper').slice(0, 2), [0, -BANNER_SHARE]);
  assert.equal(placeOf(wall, 'lower')[1], round(1.1 - BANNER_SHARE));
  assert.equal(placeOf(wall, 'lower')[2], STATUS_SHARE);
  assert.equal(viewportOf(wall, 'upper')?.h, viewportOf(wall, 'lower')?.h);
});

test('beside a larger display a smaller one has its banner in the larger one’s room, one that hangs low has none', () => {
  const displays = [
    { display: 'large', x: 0, y: 0, w: 100, h: 100 },
    { display: 'small', x: 100, y: 0, w: 50, h: 50 },
    { display: 'low', x: 150, y: 40, w: 50, h: 50 },
  ];
  const wall = { id: 'w', name: 'W', bezel: 0, displays };
  assert.deepEqual(placeOf(wall, 'large').slice(1), [-BANNER_SHARE, STATUS_SHARE]);
  assert.equal(placeOf(wall, 'small')[1], -2 * BANNER_SHARE);
  assert.ok((placeOf(wall, 'low')[1] ?? 0) > 0);
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
  assert.equal(placeOf(wall, 'e')[1], round(1.2 - BANNER_SHARE));
});
