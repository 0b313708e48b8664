import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arcPoint, planArc, PLAN_BULGE, PLAN_FIRST, PLAN_PIECES } from '#renderer/draw/map/arc-plan.ts';
import {
  boxAround,
  makeGlobeView,
  PROJECTIONS,
  REGIONS,
  type RegionName,
} from '#renderer/draw/map/projection.ts';

const INSET = { top: 10, right: 5, bottom: 40, left: 5 };
const WIDTH = 1280;
const HEIGHT = 720;

describe('makeGlobeView', () => {
  it('fits every region into the panel, in every projection', () => {
    for (const name of PROJECTIONS) {
      for (const region of Object.keys(REGIONS) as RegionName[]) {
        const view = makeGlobeView(name, region, WIDTH, HEIGHT, INSET);
        const box = REGIONS[region];
        for (const longitude of [Math.max(box.west, box.centre - 179.9), (box.west + box.east) / 2]) {
          for (const latitude of [box.south, (box.south + box.north) / 2, box.north]) {
            const at = view.at({ longitude, latitude });
            assert.ok(at, `${name} ${region} ${longitude} ${latitude}`);
            assert.ok(
              at[0] >= INSET.left - 1 && at[0] <= WIDTH - INSET.right + 1,
              `${name} ${region} x ${at[0]}`,
            );
            assert.ok(
              at[1] >= INSET.top - 1 && at[1] <= HEIGHT - INSET.bottom + 1,
              `${name} ${region} y ${at[1]}`,
            );
          }
        }
      }
    }
  });

  it('cuts the world in the Bering Strait: Chukotka lies in the east, Alaska in the west', () => {
    const view = makeGlobeView('equal-earth', 'world', WIDTH, HEIGHT, INSET);
    assert.ok((view.at({ longitude: -171, latitude: 66 })?.[0] ?? 0) > WIDTH * 0.6);
    assert.ok((view.at({ longitude: -166, latitude: 64 })?.[0] ?? WIDTH) < WIDTH * 0.4);
  });

  it('knows where the cut lies at each height', () => {
    const view = makeGlobeView('equal-earth', 'world', WIDTH, HEIGHT, INSET);
    for (const latitude of [-40, 0, 35, 60]) {
      const at = view.at({ longitude: REGIONS.world.centre + 179.99, latitude });
      assert.ok(at);
      assert.ok(Math.abs(at[0] - (view.cut.middle + view.cut.halfWidthAt(at[1]))) < 0.5, `at ${latitude}`);
    }
  });
});

const at = (longitude: number, latitude: number) => ({ longitude, latitude });
const SEOUL = at(127, 37.5);
const FRANKFURT = at(8.7, 50.1);
const AMSTERDAM = at(4.9, 52.4);
const LOS_ANGELES = at(-118, 34);
const FIJI = at(178, -17);
const CHILE = at(-71, -33);
const NOME = at(-165, 64.5);

describe('boxAround', () => {
  it('has both ends and the way between them well inside the panel, and its middle in the middle', () => {
    const pairs = [
      [SEOUL, FRANKFURT],
      [AMSTERDAM, FRANKFURT],
      [LOS_ANGELES, SEOUL],
      [FIJI, CHILE],
      [NOME, FIJI],
      [SEOUL, at(-52.9, -10.8)],
    ] as const;
    for (const [width, height] of [
      [790, 480],
      [1280, 900],
      [420, 500],
    ] as const) {
      for (const [from, to] of pairs) {
        const told = JSON.stringify({ from, to, width });
        const view = makeGlobeView('equal-earth', boxAround(from, to), width, height, INSET);
        const ends = [view.at(from), view.at(to)].map((point) => point ?? [Number.NaN, Number.NaN]);
        for (const [x, y] of ends) {
          assert.ok(x > width * 0.06 && x < width * 0.94, `${told} x ${x}`);
          assert.ok(y > height * 0.06 && y < height * 0.9, `${told} y ${y}`);
        }
        assert.ok(Math.abs((ends[0]![0] + ends[1]![0]) / 2 - width / 2) < width * 0.12, told);
        const plan = planArc(view, { id: 1, ...from }, { id: 2, ...to });
        assert.equal(plan?.[PLAN_PIECES], 1, `${told} torn`);
        const [ax = 0, ay = 0, bx = 0, by = 0] = plan?.subarray(PLAN_FIRST, PLAN_FIRST + 4) ?? [];
        const [, top] = arcPoint(ax, ay, bx, by, plan?.[PLAN_BULGE] ?? 0, 0.5);
        assert.ok(top > 0, `${told} rises to ${top}`);
      }
    }
  });

  it('is no nearer than a country’s centre can be taken for', () => {
    for (const box of [boxAround(SEOUL), boxAround(AMSTERDAM, FRANKFURT), boxAround(SEOUL, SEOUL)]) {
      assert.ok(box.east - box.west >= 40 && box.north - box.south >= 25, JSON.stringify(box));
    }
    const polar = boxAround(at(20, 89), at(25, 70));
    assert.ok(polar.north <= 85 && polar.south < 70);
  });
});
