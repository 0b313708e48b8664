import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { planArc, PLAN_PIECES } from '#renderer/draw/map/arc-plan.ts';
import { cutText } from '#renderer/draw/map/cut-text.ts';
import { overlap, type Box } from '#renderer/draw/map/labels.ts';
import { makeZoneView, zoneTraffic } from '#renderer/draw/map/zone-view.ts';

const SIZE = { width: 1280, height: 560 };
const INSET = { top: 10, right: 5, bottom: 60, left: 5 };
const SCALE = { unit: 10.8, row: 28, legend: 20 };

function site(id: number, zone?: string): Place {
  const place = { id, kind: 'site' as const, code: `s${id}`, name: `Site ${id}`, latitude: 0, longitude: 0 };
  return zone === undefined ? place : { ...place, zone };
}

function viewOf(sites: readonly Place[], unlocated = false, size = SIZE) {
  const places = new Map<number, Place>([
    [0, { id: 0, kind: 'unknown', code: '', name: 'Unlocated', latitude: -38, longitude: -18 }],
    [1, { id: 1, kind: 'country', code: 'KR', name: 'South Korea', latitude: 36, longitude: 128 }],
    ...sites.map((one) => [one.id, one] as const),
  ]);
  return makeZoneView(places, unlocated, size.width, size.height, INSET, SCALE);
}

/** But for rounding. */
const within = (inner: Box, outer: Box) =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;
const isClear = ({ x, y, width, height }: Box, other: Box) =>
  !overlap({ x: x + 0.01, y: y + 0.01, width: width - 0.02, height: height - 0.02 }, other);
const at = (view: ReturnType<typeof viewOf>, id: number) => view.at({ id, latitude: 0, longitude: 0 });
const flow = (source: number, target: number, count: number, severity: Severity) => ({
  source,
  target,
  count,
  severity,
});

describe('makeZoneView', () => {
  it('gives each zone a box in the order of the config, with its sites in it', () => {
    const view = viewOf([site(300, 'office'), site(301, 'DMZ'), site(302, 'office')]);
    assert.deepEqual(
      view.boxes.map(({ zone, places }) => ({ zone, places })),
      [
        { zone: 'office', places: [300, 302] },
        { zone: 'DMZ', places: [301] },
      ],
    );
    assert.notDeepEqual(at(view, 300), at(view, 302));
  });

  it('has a box for sites without a zone, and for private addresses of no site where asked', () => {
    assert.deepEqual(
      viewOf([site(300, 'office'), site(301)], true).boxes.map(({ zone, places }) => [zone, places]),
      [
        ['office', [300]],
        ['', [301, 0]],
      ],
    );
    assert.equal(at(viewOf([site(300, 'office')]), 0), undefined);
    assert.ok(at(viewOf([], true), 0));
    assert.deepEqual(viewOf([]).boxes, []);
  });

  it('has no point for what lies outside', () => {
    assert.equal(at(viewOf([site(300, 'office')]), 1), undefined);
  });

  it('keeps every box within the panel and apart from the others, every site in its own box', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 60 }), (zones) => {
        const view = viewOf(zones.map((zone, i) => site(300 + i, `zone ${zone}`)));
        const points = new Set<string>();
        for (const box of view.boxes) {
          assert.ok(box.x >= INSET.left && box.y >= INSET.top);
          assert.ok(box.x + box.width <= SIZE.width - INSET.right);
          assert.ok(box.y + box.height <= SIZE.height - INSET.bottom);
          for (const other of view.boxes) assert.ok(other === box || !overlap(box, other));
          for (const id of box.places) {
            const [x, y] = at(view, id) ?? [Number.NaN, Number.NaN];
            assert.ok(x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height);
            points.add(`${x} ${y}`);
          }
        }
        assert.equal(points.size, zones.length);
      }),
    );
  });

  it('gives every site a room for its name: in its own box, clear of the title and of the other rooms', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 420, max: 1900 }),
        fc.integer({ min: 190, max: 1000 }),
        (zones, width, height) => {
          const view = viewOf(
            zones.map((zone, i) => site(300 + i, `zone ${zone}`)),
            false,
            { width, height },
          );
          const rooms = new Map<string, Box>();
          for (const box of view.boxes) {
            assert.ok(within(box.title, box), 'title');
            for (const id of box.places) {
              const room = view.roomOf(id);
              const [x, y] = at(view, id) ?? [Number.NaN, Number.NaN];
              assert.ok(room && within(room, box) && isClear(room, box.title));
              assert.ok(within({ x, y, width: 0, height: 0 }, room));
              rooms.set(`${x} ${y}`, room);
            }
          }
          const all = [...rooms.values()];
          for (const one of all) for (const other of all) assert.ok(one === other || isClear(one, other));
        },
      ),
    );
  });

  it('makes one mark of a zone whose sites could not be told apart, and another of what has no site', () => {
    const sites = Array.from({ length: 40 }, (_, i) => site(300 + i, i < 30 ? `zone ${i % 12}` : undefined));
    const view = viewOf(sites, true, { width: 620, height: 260 });
    for (const { places } of view.boxes) {
      const points = new Set(places.filter((id) => id !== 0).map((id) => String(at(view, id))));
      assert.equal(points.size, 1);
      if (places.includes(0)) assert.ok(!points.has(String(at(view, 0))));
    }
  });

  it('has names of one size in all boxes', () => {
    const sites = Array.from({ length: 14 }, (_, i) => site(300 + i, i < 12 ? 'many' : 'few'));
    const view = viewOf(sites);
    assert.deepEqual(new Set(sites.map(({ id }) => view.roomOf(id)?.type)), new Set([SCALE.legend]));
    assert.equal(viewOf(sites.slice(11)).roomOf(312)?.type, SCALE.row);
  });

  it('cuts nothing: an arc is one piece wherever its sites lie on the globe', () => {
    const view = viewOf([site(300, 'a'), site(301, 'b')]);
    const from = { id: 300, longitude: 170, latitude: 0 };
    const to = { id: 301, longitude: -170, latitude: 0 };
    assert.equal(planArc(view, from, to)?.[PLAN_PIECES], 1);
  });
});

describe('zoneTraffic', () => {
  it('counts what a zone sends, receives and keeps inside once, with the worst of it', () => {
    const { boxes } = viewOf([site(300, 'office'), site(301, 'DMZ'), site(302, 'office')]);
    const pairs = [flow(300, 301, 5, 3), flow(300, 302, 7, 0), flow(301, 301, 2, 1)];
    const traffic = zoneTraffic(boxes, { pairs, byPlace: new Map(), total: 14, left: 0 });
    assert.deepEqual(Object.fromEntries(traffic), {
      office: { count: 12, severity: 3 },
      DMZ: { count: 7, severity: 3 },
    });
  });
});

describe('cutText', () => {
  const context = { measureText: (text: string) => ({ width: text.length * 10 }) as TextMetrics };

  it('leaves what fits, and ends the rest in an ellipsis that fits too', () => {
    assert.equal(cutText(context, 'data centre', 110), 'data centre');
    assert.equal(cutText(context, 'data centre', 100), 'data cent…');
    assert.equal(cutText(context, 'data centre', 60), 'data…');
    assert.equal(cutText(context, '데이터센터', 30), '데이…');
    assert.equal(cutText(context, 'data', 5), '');
  });
});
