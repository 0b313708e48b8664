// Writes assets/places.json: code, name, latitude and longitude of every ISO 3166-1 country, for the map.
// Shapes: Natural Earth (public domain) by way of world-atlas (ISC); names: i18n-iso-countries (MIT).
// Run it again when either is updated:  node build/make-places.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid } from 'd3';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const countries = require('i18n-iso-countries');
countries.registerLocale(require('i18n-iso-countries/langs/en.json'));

/**
 * Where the centroid of the largest polygon is not where a person looks for the country on a wall (empty north,
 * far east, a corner of land between neighbours), and territories that have no shape of their own.
 */
const OVERRIDES = {
  US: [39.5, -98.4],
  CA: [53.5, -106.0],
  RU: [57.5, 50.0],
  NO: [61.2, 9.0],
  SE: [60.5, 15.5],
  FI: [62.5, 26.0],
  FR: [46.6, 2.4],
  NL: [52.2, 5.4],
  GB: [52.8, -1.6],
  JP: [36.2, 138.4],
  CL: [-33.8, -70.8],
  AU: [-26.5, 134.5],
  CN: [34.5, 105.5],
  HR: [45.4, 16.2],
  VN: [16.2, 107.4],
  ID: [-3.5, 113.5],
  MY: [3.6, 102.2],
  PH: [14.0, 121.4],
  NZ: [-41.0, 174.0],
  GL: [66.0, -44.0],
  BQ: [12.2, -68.3],
  BV: [-54.4, 3.4],
  CC: [-12.2, 96.8],
  CX: [-10.5, 105.6],
  GF: [4.0, -53.0],
  GI: [36.1, -5.4],
  GP: [16.2, -61.5],
  MQ: [14.6, -61.0],
  RE: [-21.1, 55.5],
  SJ: [78.5, 17.0],
  TK: [-9.2, -171.8],
  TV: [-7.5, 178.7],
  UM: [19.3, 166.6],
  YT: [-12.8, 45.2],
  XK: [42.6, 20.9],
  KI: [1.4, 173.0],
  MA: [32.0, -6.0],
  AQ: [-80.0, 20.0],
};

/** Shorter or clearer on a wall than the registry's name. */
const NAMES = {
  AE: 'United Arab Emirates',
  AX: 'Åland Islands',
  BN: 'Brunei',
  BQ: 'Caribbean Netherlands',
  CD: 'DR Congo',
  FK: 'Falkland Islands',
  FM: 'Micronesia',
  GB: 'United Kingdom',
  GM: 'Gambia',
  GS: 'South Georgia',
  KR: 'South Korea',
  LA: 'Laos',
  MD: 'Moldova',
  MF: 'Saint Martin',
  NL: 'Netherlands',
  RE: 'Réunion',
  ST: 'São Tomé and Príncipe',
  SX: 'Sint Maarten',
  SY: 'Syria',
  TF: 'French Southern Lands',
  UM: 'U.S. Outlying Islands',
  VA: 'Vatican City',
  VG: 'British Virgin Islands',
  VI: 'U.S. Virgin Islands',
};

const topology = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'));
const shapes = new Map();
for (const shape of feature(topology, topology.objects.countries).features) {
  if (shape.id === undefined) continue;
  const polygons =
    shape.geometry.type === 'MultiPolygon' ? shape.geometry.coordinates : [shape.geometry.coordinates];
  for (const coordinates of polygons) {
    const polygon = { type: 'Polygon', coordinates };
    const area = geoArea(polygon);
    const known = shapes.get(shape.id);
    if (known === undefined || area > known.area) shapes.set(shape.id, { area, polygon });
  }
}

const round = (degrees) => Math.round(degrees * 100) / 100;
const missing = [];
const places = [];
for (const [code, name] of Object.entries(countries.getNames('en', { select: 'alias' }))) {
  const override = OVERRIDES[code];
  const shape = shapes.get(countries.alpha2ToNumeric(code) ?? '');
  if (override === undefined && shape === undefined) {
    missing.push(code);
    continue;
  }
  const [longitude, latitude] =
    override === undefined ? geoCentroid(shape.polygon) : [override[1], override[0]];
  places.push({ code, name: NAMES[code] ?? name, latitude: round(latitude), longitude: round(longitude) });
}
if (missing.length > 0) {
  console.error(`No shape and no override for ${missing.join(', ')}`);
  process.exit(1);
}
places.sort((a, b) => (a.code < b.code ? -1 : 1));
const lines = places.map(
  ({ code, name, latitude, longitude }) =>
    `  { "code": "${code}", "name": ${JSON.stringify(name)}, "latitude": ${latitude}, "longitude": ${longitude} }`,
);
writeFileSync(new URL('../assets/places.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
console.log(`${places.length} places`);
