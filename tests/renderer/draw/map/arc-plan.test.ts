import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  arcPoint,
  ArcPlans,
  PLAN_BULGE,
  PLAN_FIRST,
  PLAN_LENGTH,
  PLAN_PIECE_SIZE,
  PLAN_PIECES,
  planArc,
  type ArcPlan,
} from '#renderer/draw/map/arc-plan.ts';
import { cutCurve, setArcCurve } from '#renderer/draw/map/arcs-canvas.ts';
import { makeGlobeView, PROJECTIONS } from '#renderer/draw/map/projection.ts';

const INSET = { top: 10, right: 5, bottom: 40, left: 5 };
const view = makeGlobeView('equal-earth', 'world', 1280, 720, INSET);
const seoul = { id: 1, longitude: 126.98, latitude: 37.56 };
const losAngeles = { id: 2, longitude: -118.24, latitude: 34.05 };
const sydney = { id: 3, longitude: 151.2, latitude: -33.9 };
const berlin = { id: 4, longitude: 13.4, latitude: 52.5 };

function plan(from: typeof seoul, to: typeof seoul, on = view): ArcPlan {
  const made = planArc(on, from, to);
  assert.ok(made);
  return made;
}

const at = (row: ArcPlan, slot: number) => row[slot] ?? Number.NaN;

function pointOf(row: ArcPlan, piece: number, t: number): [number, number] {
  const first = PLAN_FIRST + piece * PLAN_PIECE_SIZE;
  return arcPoint(
    at(row, first),
    at(row, first + 1),
    at(row, first + 2),
    at(row, first + 3),
    at(row, PLAN_BULGE),
    t,
  );
}

describe('planArc', () => {
  it('is one piece where the short way stays on the map, from origin to target', () => {
    const row = plan(berlin, seoul);
    assert.equal(at(row, PLAN_PIECES), 1);
    const [x0, y0] = pointOf(row, 0, 0);
    const [x1, y1] = pointOf(row, 0, 1);
    const from = view.at(berlin);
    const to = view.at(seoul);
    assert.ok(from && to);
    assert.ok(Math.hypot(x0 - from[0], y0 - from[1]) < 0.01);
    assert.ok(Math.hypot(x1 - to[0], y1 - to[1]) < 0.01);
  });

  it('rises: the middle of the arc lies above its chord, both ways', () => {
    for (const row of [plan(berlin, seoul), plan(seoul, berlin)]) {
      const chord = (pointOf(row, 0, 0)[1] + pointOf(row, 0, 1)[1]) / 2;
      assert.ok(pointOf(row, 0, 0.5)[1] < chord - 20);
    }
  });

  it('crosses the Pacific from Seoul to Los Angeles, in every projection', () => {
    for (const name of PROJECTIONS) {
      const on = makeGlobeView(name, 'world', 1280, 720, INSET);
      for (const [from, to] of [
        [seoul, losAngeles],
        [losAngeles, seoul],
        [sydney, losAngeles],
        [losAngeles, sydney],
      ] as const) {
        const row = plan(from, to, on);
        assert.equal(at(row, PLAN_PIECES), 2, name);
        const t = at(row, PLAN_FIRST + 5);
        assert.ok(t > 0.05 && t < 0.95);
        assert.equal(
          at(row, PLAN_FIRST + PLAN_PIECE_SIZE + 4),
          t,
          'the second piece goes on where the first ends',
        );
        const [outX, outY] = pointOf(row, 0, t);
        const [inX, inY] = pointOf(row, 1, t);
        const sign = from === losAngeles ? -1 : 1;
        assert.ok(
          Math.abs(outX - (on.cut.middle + sign * on.cut.halfWidthAt(outY))) < 1,
          'leaves at the cut',
        );
        assert.ok(
          Math.abs(inX - (on.cut.middle - sign * on.cut.halfWidthAt(inY))) < 1,
          'comes back at the other cut',
        );
        assert.ok(Math.abs(outY - inY) < 0.01, 'at the same height');
        const end = on.at(to);
        const [x1, y1] = pointOf(row, 1, 1);
        assert.ok(end && Math.hypot(x1 - end[0], y1 - end[1]) < 0.01, 'lands on its target');
      }
    }
  });

  it('is shorter across the cut than the long way round', () => {
    const direct = Math.abs((view.at(seoul)?.[0] ?? 0) - (view.at(losAngeles)?.[0] ?? 0));
    assert.ok(at(plan(seoul, losAngeles), PLAN_LENGTH) < direct);
  });

  it('makes a loop of traffic inside one place', () => {
    const row = plan(seoul, seoul);
    const curve = new Float64Array(8);
    const first = PLAN_FIRST;
    setArcCurve(curve, at(row, first), at(row, first + 1), at(row, first + 2), at(row, first + 3), 0.3, 20);
    const piece = new Float32Array(8);
    cutCurve(curve, 0.5, 1, piece, 0);
    assert.ok((piece[1] ?? 0) < at(row, first + 1) - 20, 'its top is above the place');
    assert.ok(Math.abs((piece[6] ?? 0) - at(row, first)) < 0.01, 'and it ends where it began');
  });

  it('stays below the top of the panel', () => {
    const row = plan({ id: 8, longitude: -100, latitude: 70 }, { id: 9, longitude: 100, latitude: 70 });
    for (let t = 0; t <= 1; t += 0.05) assert.ok(pointOf(row, 0, t)[1] > 0);
  });
});

describe('ArcPlans', () => {
  it('plans a pair once, and knows the places it was not given', () => {
    const plans = new ArcPlans(
      view,
      new Map([
        [1, seoul],
        [2, berlin],
      ]),
    );
    assert.equal(plans.get(1, 2), plans.get(1, 2));
    assert.notEqual(plans.get(1, 2), plans.get(2, 1));
    assert.equal(plans.get(1, 9), undefined);
  });
});
