import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { PanelPlacement } from '#contract/layout.ts';
import {
  freePlace,
  GRID,
  makeRoom,
  move,
  overlaps,
  place,
  type Panels,
  resize,
  resizeTo,
} from '#renderer/editor/grid-rules.ts';

function at(id: string, x: number, y: number, w: number, h: number): PanelPlacement {
  return { id, panel: 'map', x, y, w, h, settings: {} };
}
const rects = (panels: Panels) => panels.map(({ id, x, y, w, h }) => `${id} ${x},${y} ${w}x${h}`);

test('a panel moves to a free place; on another one the two exchange places', () => {
  const panels = [at('a', 0, 0, 6, 6), at('b', 6, 0, 6, 6)];
  assert.deepEqual(rects(move(panels, 'a', 'down').panels), ['a 0,1 6x6', 'b 6,0 6x6']);
  const swapped = move(panels, 'a', 'right');
  assert.equal(swapped.how, 'swapped');
  assert.deepEqual(rects(swapped.panels), ['a 6,0 6x6', 'b 0,0 6x6']);
});

test('at the edge nothing moves, and that is said', () => {
  const panels = [at('a', 0, 0, 6, 6)];
  assert.deepEqual(move(panels, 'a', 'left'), { panels, how: 'same' });
  assert.equal(move(panels, 'nobody', 'left').how, 'same');
  assert.equal(resize([at('a', 0, 0, 12, 1)], 'a', 'right').how, 'same');
  assert.equal(resize([at('a', 0, 0, 1, 1)], 'a', 'up').how, 'same');
});

test('growing takes the room from neighbours, but never their last cell', () => {
  const panels = [at('a', 0, 0, 6, 6), at('b', 6, 0, 2, 6)];
  const once = resize(panels, 'a', 'right');
  assert.equal(once.how, 'took');
  assert.deepEqual(rects(once.panels), ['a 0,0 7x6', 'b 7,0 1x6']);
  assert.equal(resize(once.panels, 'a', 'right').how, 'same');
  assert.deepEqual(rects(resizeTo(panels, 'b', { x: 4, y: 0, w: 4, h: 6 }).panels), [
    'a 0,0 4x6',
    'b 4,0 4x6',
  ]);
});

test('a new panel takes free room, else half of the largest panel', () => {
  assert.deepEqual(freePlace([at('a', 0, 0, 8, 12)], { w: 4, h: 4 }), { x: 8, y: 0, w: 4, h: 4 });
  const room = makeRoom([at('a', 0, 0, 12, 12)], { w: 4, h: 4 });
  assert.deepEqual(room?.rect, { x: 6, y: 0, w: 6, h: 12 });
  assert.deepEqual(rects(room?.panels ?? []), ['a 0,0 6x12']);
});

const directions = fc.constantFrom('left', 'right', 'up', 'down');
const step = fc.record({
  what: fc.constantFrom('move', 'resize', 'place', 'add'),
  which: fc.nat(20),
  to: directions,
  x: fc.integer({ min: -3, max: 15 }),
  y: fc.integer({ min: -3, max: 15 }),
});

test('whatever is done, no two panels overlap and none leaves the grid or vanishes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let panels: Panels = [at('p0', 0, 0, 8, 8), at('p1', 8, 0, 4, 8), at('p2', 0, 8, 12, 4)];
      for (const { what, which, to, x, y } of steps) {
        const own = panels[which % panels.length];
        assert.ok(own);
        if (what === 'add') {
          const room = makeRoom(panels, { w: 4, h: 4 });
          if (room) panels = [...room.panels, { ...own, id: `p${panels.length}`, ...room.rect }];
        } else if (what === 'place') panels = place(panels, own.id, { ...own, x, y }).panels;
        else panels = (what === 'move' ? move : resize)(panels, own.id, to).panels;
        for (const [i, one] of panels.entries()) {
          assert.ok(one.x >= 0 && one.y >= 0 && one.w >= 1 && one.h >= 1);
          assert.ok(one.x + one.w <= GRID && one.y + one.h <= GRID);
          for (const other of panels.slice(i + 1)) assert.ok(!overlaps(one, other));
        }
      }
    }),
    { numRuns: 200 },
  );
});
