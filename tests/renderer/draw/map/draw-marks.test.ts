import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from '#contract/place.ts';
import type { Context2D } from '#renderer/draw/map/canvas.ts';
import { MarksPainter } from '#renderer/draw/map/draw-marks.ts';
import { makeMarks } from '#renderer/draw/map/marks.ts';
import { makeGlobeView } from '#renderer/draw/map/projection.ts';

const view = makeGlobeView('equal-earth', 'world', 1280, 720, { top: 0, right: 0, bottom: 0, left: 0 });

/** Tells what is written, and in which weight. */
function penOf(written: Map<string, string>): Context2D {
  const pen = {
    font: '',
    measureText: (text: string) => ({ width: text.length * 8 }),
    createRadialGradient: () => ({ addColorStop: () => undefined }),
    fillText: (text: string) => void written.set(text, pen.font.split(' ')[0] ?? ''),
  };
  const rest: ProxyHandler<typeof pen> = {
    get: (target, name) => Reflect.get(target, name) ?? (() => undefined),
  };
  return new Proxy(pen, rest) as unknown as Context2D;
}

function at(id: number, kind: Place['kind'], longitude: number): Place {
  return { id, kind, code: 'XX', name: `${kind} ${id}`, latitude: 0, longitude };
}

test('a city is named among the countries of the top flows, and not as a site of ours', () => {
  const cities = Array.from({ length: 9 }, (_, n) => at(n + 2, 'city', n * 18 - 90));
  const places = new Map([at(1, 'site', 100), ...cities].map((place) => [place.id, place]));
  const traffic = [...places.keys()].map((place) => ({ place, count: 20 - place, severity: 0 as const }));
  const pair = { target: 1, count: 1, severity: 0 as const };
  const table = {
    pairs: cities.map(({ id }) => ({ ...pair, source: id })),
    byPlace: new Map(traffic.map((one) => [one.place, one])),
    total: 0,
    left: 0,
  };
  const written = new Map<string, string>();
  const words = { place: ({ name }: Place) => name, count: String, more: String, zone: String };
  const marks = makeMarks(places, table, view, 1);
  const scale = { unit: 7, row: 18, legend: 13 };
  new MarksPainter().draw(penOf(written), view, marks, table, [], scale, words);
  const weights = [...written].filter(([text]) => / \d+$/.test(text));
  assert.deepEqual(
    new Map(weights),
    new Map([...cities.slice(0, 6).map(({ name }) => [name, '500'] as const), ['site 1', '600']]),
  );
});
