// Makes assets/basemap/world.json from world-atlas (Natural Earth, public domain): run it after changing that version.
// 1:50m countries without Antarctica, simplified to what a 4K wall can show, quantised, keyed by ISO 3166-1 alpha-2.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import countries from 'i18n-iso-countries';
import { mergeArcs } from 'topojson-client';

const require = createRequire(import.meta.url);
const OUT = new URL('../assets/basemap/world.json', import.meta.url);

/** World width in grid steps: a quarter of a pixel on a 4K wall. */
const GRID = 16384;
/** Triangles smaller than this (square degrees at the equator) are not seen at 4K. */
const MIN_TRIANGLE = 0.0075;
/** Islands smaller than this (square degrees) are one pixel or less. */
const MIN_RING = 0.012;
const ANTARCTICA = '010';
/** Natural Earth gives these no ISO number. */
const BY_NAME = { Kosovo: 'XK', Somaliland: 'SO', 'N. Cyprus': 'CY' };

const source = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const degrees = source.arcs.map((arc) => decode(arc, source.transform));

function decode(arc, { scale, translate }) {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

const flatten = ([x, y]) => [x * Math.cos((y * Math.PI) / 180), y];

function triangle(a, b, c) {
  const [ax, ay] = flatten(a);
  const [bx, by] = flatten(b);
  const [cx, cy] = flatten(c);
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
}

/** Visvalingam's algorithm on one shared arc; its ends stay, so neighbours still meet. */
function simplify(points) {
  const kept = points.map((point) => point);
  const least = points[0][0] === points.at(-1)[0] && points[0][1] === points.at(-1)[1] ? 5 : 2;
  while (kept.length > least) {
    let smallest = MIN_TRIANGLE;
    let at = -1;
    for (let i = 1; i < kept.length - 1; i++) {
      const area = triangle(kept[i - 1], kept[i], kept[i + 1]);
      if (area < smallest) {
        smallest = area;
        at = i;
      }
    }
    if (at < 0) break;
    kept.splice(at, 1);
  }
  return kept;
}

function ringArea(ring) {
  let sum = 0;
  const points = ring.flatMap((i) => (i < 0 ? degrees[~i].toReversed() : degrees[i])).map(flatten);
  for (let i = 0; i < points.length; i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[(i + 1) % points.length];
    sum += ax * by - bx * ay;
  }
  return Math.abs(sum) / 2;
}

function polygons(geometry) {
  const all = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs;
  const sized = all.map((rings) => ({ rings, area: ringArea(rings[0]) }));
  const largest = Math.max(...sized.map(({ area }) => area));
  // The largest island of a country always stays: Malta and Singapore are on the map.
  return sized.filter(({ area }) => area >= MIN_RING || area === largest).map(({ rings }) => rings);
}

const geometries = source.objects.countries.geometries
  .filter((geometry) => geometry.id !== ANTARCTICA)
  .map((geometry) => ({
    type: 'MultiPolygon',
    id: countries.numericToAlpha2(geometry.id ?? '') ?? BY_NAME[geometry.properties.name] ?? '',
    arcs: polygons(geometry),
  }));

const used = [...new Set(geometries.flatMap(({ arcs }) => arcs.flat(2)).map((i) => (i < 0 ? ~i : i)))];
const renumbered = new Map(used.map((old, index) => [old, index]));
for (const geometry of geometries) {
  geometry.arcs = geometry.arcs.map((rings) =>
    rings.map((ring) => ring.map((i) => (i < 0 ? ~renumbered.get(~i) : renumbered.get(i)))),
  );
}

const step = 360 / GRID;
const arcs = used.map((old) => {
  let px = 0;
  let py = 0;
  const out = [];
  for (const [x, y] of simplify(degrees[old])) {
    const qx = Math.round((x + 180) / step);
    const qy = Math.round((y + 90) / step);
    if (out.length > 0 && qx === px && qy === py) continue;
    out.push([qx - px, qy - py]);
    px = qx;
    py = qy;
  }
  if (out.length === 1) out.push([0, 0]);
  return out;
});

const topology = {
  type: 'Topology',
  transform: { scale: [step, step], translate: [-180, -90] },
  objects: { countries: { type: 'GeometryCollection', geometries } },
  arcs,
};
topology.objects.land = mergeArcs(topology, geometries);

// As one string: a formatter would make a line of each of its numbers.
const json = `${JSON.stringify({ topojson: JSON.stringify(topology) }, null, 2)}\n`;
writeFileSync(OUT, json);
const points = arcs.reduce((sum, arc) => sum + arc.length, 0);
console.log(
  `${geometries.length} countries, ${arcs.length} arcs, ${points} points, ${json.length} bytes, ${gzipSync(json, { level: 9 }).length} gzipped`,
);
