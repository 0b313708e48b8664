import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { overlap, placeLabels, type Box, type LabelWish } from '#renderer/draw/map/labels.ts';

const BOUNDS = { x: 0, y: 0, width: 1000, height: 600 };

function wish(x: number, y: number, more: Partial<LabelWish> = {}): LabelWish {
  return { x, y, gap: 10, width: 120, height: 20, side: undefined, ...more };
}

describe('placeLabels', () => {
  it('puts a lone label to the right of its mark', () => {
    const [box] = placeLabels([wish(500, 300)], [], [], BOUNDS);
    assert.deepEqual(box, { x: 510, y: 290, width: 120, height: 20, side: 0 });
  });

  it('goes left at the right edge', () => {
    const [box] = placeLabels([wish(950, 300)], [], [], BOUNDS);
    assert.ok(box && box.x + box.width <= 950);
  });

  it('keeps the side it had, while that is free', () => {
    const [kept] = placeLabels([wish(500, 300, { side: 3 })], [], [], BOUNDS);
    assert.equal(kept?.side, 3);
    const blocked: Box = { x: 400, y: 305, width: 200, height: 60 };
    const [moved] = placeLabels([wish(500, 300, { side: 3 })], [blocked], [], BOUNDS);
    assert.notEqual(moved?.side, 3);
  });

  it('stays in its own room, or is left out', () => {
    const within: Box = { x: 430, y: 250, width: 140, height: 80 };
    const [moved] = placeLabels([wish(500, 300, { within })], [], [], BOUNDS);
    assert.ok(moved && moved.x >= 430 && moved.x + moved.width <= 570 && moved.y + moved.height <= 330);
    assert.deepEqual(placeLabels([wish(500, 300, { within: { ...within, width: 110 } })], [], [], BOUNDS), [
      undefined,
    ]);
  });

  it('covers a soft obstacle only where there is no other room', () => {
    const soft: Box = { x: 505, y: 280, width: 40, height: 40 };
    const [around] = placeLabels([wish(500, 300)], [], [soft], BOUNDS);
    assert.ok(around && !overlap(around, soft));
    const [over] = placeLabels([wish(500, 300)], [], [BOUNDS], BOUNDS);
    assert.ok(over);
  });

  it('never lets anything overlap or leave the map', () => {
    const wishes = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 1000 }),
        y: fc.integer({ min: 0, max: 600 }),
        gap: fc.integer({ min: 2, max: 30 }),
        width: fc.integer({ min: 20, max: 300 }),
        height: fc.integer({ min: 10, max: 50 }),
        side: fc.option(fc.integer({ min: 0, max: 7 }), { nil: undefined }),
      }),
      { maxLength: 30 },
    );
    const legend: Box = { x: 0, y: 560, width: 700, height: 40 };
    fc.assert(
      fc.property(wishes, (all) => {
        const placed = placeLabels(all, [legend], [], BOUNDS).filter((box) => box !== undefined);
        for (const [i, box] of placed.entries()) {
          assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1000 && box.y + box.height <= 600);
          assert.ok(!overlap(box, legend));
          for (const other of placed.slice(i + 1)) assert.ok(!overlap(box, other));
        }
      }),
    );
  });
});
