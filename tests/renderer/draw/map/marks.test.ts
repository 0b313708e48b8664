import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { FlowTable, PlaceTraffic } from '#renderer/draw/map/flow-table.ts';
import { makeMarks } from '#renderer/draw/map/marks.ts';
import { makeGlobeView } from '#renderer/draw/map/projection.ts';

const view = makeGlobeView('equal-earth', 'world', 1280, 720, { top: 0, right: 0, bottom: 0, left: 0 });

function place(id: number, kind: Place['kind'], latitude: number, longitude: number): Place {
  return { id, kind, code: String(id), name: `place ${id}`, latitude, longitude };
}

function table(traffic: readonly (readonly [number, number, Severity])[]): FlowTable {
  const byPlace = new Map<number, PlaceTraffic>(
    traffic.map(([id, count, severity]) => [id, { place: id, count, severity }]),
  );
  return { pairs: [], byPlace, total: 0, left: 0 };
}

const placesOf = (...all: Place[]) => new Map(all.map((one) => [one.id, one]));

describe('makeMarks', () => {
  it('shows sites always and countries while they have traffic', () => {
    const places = placesOf(
      place(1, 'site', 37, 127),
      place(2, 'country', 35, 104),
      place(3, 'country', 50, 10),
    );
    const marks = makeMarks(places, table([[3, 5, 0]]), view, 10);
    assert.deepEqual(
      marks.map((mark) => mark.place.id),
      [1, 3],
    );
  });

  it('merges near countries into the larger, with the sum and the worst', () => {
    const places = placesOf(place(2, 'country', 52.1, 5.3), place(3, 'country', 50.6, 4.6));
    const [mark, ...rest] = makeMarks(
      places,
      table([
        [2, 5, 4],
        [3, 50, 1],
      ]),
      view,
      16,
    );
    assert.equal(rest.length, 0);
    assert.equal(mark?.place.id, 3);
    assert.deepEqual([mark?.count, mark?.merged, mark?.severity], [55, 2, 4]);
  });

  it('keeps what the map is about, without traffic too, and merges its larger neighbours into it', () => {
    const places = placesOf(
      place(2, 'country', 52.1, 5.3),
      place(3, 'country', 50.6, 4.6),
      place(4, 'country', -10, -52),
    );
    const marks = makeMarks(places, table([[3, 50, 1]]), view, 16, new Set([2, 4]));
    assert.deepEqual(
      marks.map((mark) => [mark.place.id, mark.count]),
      [
        [2, 50],
        [4, 0],
      ],
    );
  });

  it('keeps a site apart from the country it lies in, and the unlocated from both', () => {
    const places = placesOf(
      place(0, 'unknown', 37, 127),
      place(1, 'site', 37, 127),
      place(2, 'country', 37, 127),
    );
    assert.equal(
      makeMarks(
        places,
        table([
          [0, 1, 0],
          [1, 1, 0],
          [2, 1, 0],
        ]),
        view,
        16,
      ).length,
      3,
    );
  });

  it('leaves out what lies off the panel', () => {
    const asia = makeGlobeView('equal-earth', 'east-asia', 800, 600, {
      top: 0,
      right: 0,
      bottom: 0,
      left: 0,
    });
    const places = placesOf(place(1, 'site', 34, -118), place(2, 'site', 37, 127));
    assert.deepEqual(
      makeMarks(places, table([]), asia, 16).map((mark) => mark.place.id),
      [2],
    );
  });
});
