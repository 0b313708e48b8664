import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Severity } from '#contract/severity.ts';
import { ArcPlans, arcPoint, PLAN_BULGE, PLAN_FIRST, PLAN_PIECE_SIZE } from '#renderer/draw/map/arc-plan.ts';
import { pairAt } from '#renderer/draw/map/hit.ts';
import { makeGlobeView } from '#renderer/draw/map/projection.ts';

const view = makeGlobeView('equal-earth', 'world', 1200, 700, { top: 10, right: 10, bottom: 10, left: 10 });
const places = new Map([
  [1, { id: 1, longitude: 126.98, latitude: 37.56 }],
  [2, { id: 2, longitude: 8.68, latitude: 50.11 }],
  [3, { id: 3, longitude: -118.24, latitude: 34.05 }],
]);
const plans = new ArcPlans(view, places);
const pair = (source: number, target: number) => ({ source, target, count: 1, severity: 0 as Severity });
const pairs = [pair(2, 1), pair(1, 2), pair(1, 3), pair(2, 2)];

/** A point of the arc as both tiers draw it. */
function on(source: number, target: number, t: number, piece = 0): [number, number] {
  const plan = plans.get(source, target);
  assert.ok(plan);
  const [ax = 0, ay = 0, bx = 0, by = 0] = plan.subarray(PLAN_FIRST + piece * PLAN_PIECE_SIZE);
  return arcPoint(ax, ay, bx, by, plan[PLAN_BULGE] ?? 0, t);
}
const at = ([x, y]: [number, number], off = 0) => pairAt(x, y + off, pairs, plans, 10, 14);

test('a point on or near an arc finds it, there and back apart', () => {
  for (const t of [0.3, 0.5, 0.7]) {
    assert.equal(at(on(2, 1, t)), pairs[0]);
    assert.equal(at(on(1, 2, t)), pairs[1]);
  }
  assert.equal(at(on(2, 1, 0.5), -10), pairs[0]);
});

test('a point away from every arc finds none', () => {
  assert.equal(pairAt(600, 650, pairs, plans, 10, 14), undefined);
  assert.equal(at(on(2, 1, 0.5), -40), undefined);
});

test('an arc over the map’s cut is found on both sides of it', () => {
  assert.equal(at(on(1, 3, 0.2)), pairs[2]);
  assert.equal(at(on(1, 3, 0.8, 1)), pairs[2]);
});

test('traffic inside one place is found at its loop', () => {
  const [x, y] = view.at({ longitude: 8.68, latitude: 50.11 }) ?? [0, 0];
  assert.equal(pairAt(x, y - 5.5 * 10 * 0.3 * 2.6 * 0.75, pairs.slice(3), plans, 10, 3), pairs[3]);
});
