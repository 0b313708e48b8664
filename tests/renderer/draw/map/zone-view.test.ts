import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { planArc, PLAN_PIECES } from '#renderer/draw/map/arc-plan.ts';
import { cutText } from '#renderer/draw/map/cut-text.ts';
import { overlap } from '#renderer/draw/map/labels.ts';
import { makeZoneView, zoneTraffic } from '#renderer/draw/map/zone-view.ts';

const SIZE = { width: 1280, height: 560 };
const INSET = { top: 10, right: 5, bottom: 60, left: 5 };
const SCALE = { unit: 10.8, row: 28, legend: 20 };

function site(id: number, zone?: string): Place {
  const place = { id, kind: 'site' as const, code: `s${id}`, name: `Site ${id}`, latitude: 0, longitude: 0 };
  return zone === undefined ? place : { ...place, zone };
}

function viewOf(sites: readonly Place[], unlocated = false) {
  const places = new Map<number, Place>([
    [0, { id: 0, kind: 'unknown', code: '', name: 'Unlocated', latitude: -38, longitude: -18 }],
    [1, { id: 1, kind: 'country', code: 'KR', name: 'South Korea', latitude: 36, longitude: 128 }],
    ...sites.map((one) => [one.id, one] as const),
  ]);
  return makeZoneView(places, unlocated, SIZE.width, SIZE.height, INSET, SCALE);
}

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
