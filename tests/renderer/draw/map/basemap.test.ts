import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { geoArea, geoContains } from 'd3';
import { antisolarPoint } from '#renderer/draw/map/basemap.ts';
import { decodeBase } from '#renderer/draw/map/basemap-load.ts';

const bytes = readFileSync(new URL('../../../../assets/basemap/world.json', import.meta.url));
const base = decodeBase(JSON.parse(JSON.parse(bytes.toString()).topojson));

describe('the base map', () => {
  it('is lean', () => {
    assert.ok(gzipSync(bytes, { level: 9 }).length < 100_000);
  });

  it('has land where there is land and sea where there is sea', () => {
    for (const place of [
      [126.98, 37.56],
      [-98, 39],
      [25, -29],
      [134, -25],
      [-52, -10],
      [172.5, -43.5],
    ]) {
      assert.ok(geoContains(base.land, place as [number, number]), `land at ${place.join(' ')}`);
    }
    for (const place of [
      [-150, 20],
      [-30, 30],
      [80, -20],
      [0, -65],
    ]) {
      assert.ok(!geoContains(base.land, place as [number, number]), `sea at ${place.join(' ')}`);
    }
  });

  it('covers as much of the sphere as the continents do', () => {
    // 29 % of it is land; without Antarctica 26.6 %.
    const share = geoArea(base.land) / (4 * Math.PI);
    assert.ok(share > 0.25 && share < 0.28, String(share));
  });
});

describe('antisolarPoint', () => {
  it('is opposite the sun', () => {
    const [longitude, latitude] = antisolarPoint(new Date('2026-06-21T12:00:00Z'));
    assert.ok(
      Math.abs(Math.abs(longitude) - 180) < 2,
      `noon in Greenwich is midnight at the date line: ${longitude}`,
    );
    assert.ok(Math.abs(latitude + 23.4) < 0.5, `in June the night leans south: ${latitude}`);
    const [winter, north] = antisolarPoint(new Date('2026-12-21T18:00:00Z'));
    assert.ok(Math.abs(winter - 90) < 2, String(winter));
    assert.ok(Math.abs(north - 23.4) < 0.5, String(north));
    assert.ok(Math.abs(antisolarPoint(new Date('2026-03-20T12:00:00Z'))[1]) < 1.5);
  });
});
