import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import {
  makeGlobeView,
  PROJECTIONS,
  regionAround,
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

test('an incident is shown in the smallest region that holds both its ends', () => {
  const [seoul, frankfurt, amsterdam, losAngeles] = [
    at(127, 37.5),
    at(8.7, 50.1),
    at(4.9, 52.4),
    at(-118, 34),
  ];
  assert.equal(regionAround([seoul]), 'korea');
  assert.equal(regionAround([amsterdam, frankfurt]), 'europe');
  assert.equal(regionAround([losAngeles, seoul]), 'pacific');
  assert.equal(regionAround([amsterdam, seoul]), 'world');
  assert.equal(regionAround([at(0, -85)]), 'world');
});
