import { geoEqualEarth, geoMercator, geoNaturalEarth1, type GeoProjection } from 'd3';
import type { Inset, LonLat, PlaceView, Point, WorldCut } from './place-view.ts';

export const PROJECTIONS = ['equal-earth', 'natural-earth', 'mercator'] as const;
export type ProjectionName = (typeof PROJECTIONS)[number];

/** What a region shows, in degrees; `centre` is the meridian in the middle, so the map's cut lies opposite. */
export interface RegionBox {
  readonly centre: number;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The cut of the world at 169° W runs through the Bering Strait: no country is torn. */
const WORLD_CENTRE = 11;

export const REGIONS = {
  world: { centre: WORLD_CENTRE, west: -169, east: 191, south: -58, north: 80 },
  pacific: { centre: 150, west: -30, east: 330, south: -58, north: 80 },
  asia: { centre: 95, west: 40, east: 150, south: -12, north: 58 },
  americas: { centre: -85, west: -132, east: -32, south: -56, north: 62 },
  korea: { centre: 127.8, west: 122, east: 133, south: 32.5, north: 43.5 },
  europe: { centre: 15, west: -12, east: 42, south: 34, north: 66 },
  'middle-east': { centre: 45, west: 22, east: 68, south: 8, north: 44 },
  africa: { centre: 18, west: -22, east: 56, south: -38, north: 39 },
  'asia-pacific': { centre: 120, west: 62, east: 182, south: -48, north: 56 },
  'east-asia': { centre: 122, west: 98, east: 148, south: 17, north: 52 },
  'north-america': { centre: -98, west: -132, east: -62, south: 12, north: 62 },
  'south-america': { centre: -60, west: -86, east: -32, south: -56, north: 14 },
} as const satisfies Record<string, RegionBox>;
export type RegionName = keyof typeof REGIONS;
/** By its name, or fitted to something. */
export type Region = RegionName | RegionBox;

/** Around what is in the middle, degrees: fewer would show a country's centre as if it were a street. */
const LEAST_WIDE = 44;
const LEAST_HIGH = 26;
/** Beyond the points, as a share of what lies between them: their labels and the marks around them. */
const MARGIN = 0.16;
/** An arc rises over its chord by up to a quarter of it. */
const RISE = 0.2;
/** Where the world ends for the eye: beyond is ice, then nothing. */
const SOUTHMOST = -62;
const NORTHMOST = 84;

/** A region around one or two points, with the way between them in its middle and nothing of it torn apart. */
export function boxAround(from: LonLat, to: LonLat = from): RegionBox {
  const apart = ((((to.longitude - from.longitude + 180) % 360) + 360) % 360) - 180;
  const middle = from.longitude + apart / 2;
  const centre = middle - 360 * Math.round(middle / 360);
  const wide = Math.max(LEAST_WIDE, Math.abs(apart) * (1 + 2 * MARGIN));
  const low = Math.min(from.latitude, to.latitude);
  const high = Math.max(from.latitude, to.latitude);
  const rise = Math.hypot(apart * Math.cos((((low + high) / 2) * Math.PI) / 180), high - low) * RISE;
  const margin = (high - low) * MARGIN;
  const [south, north] = [low - margin, high + margin + rise];
  const lacking = Math.max(0, LEAST_HIGH - (north - south)) / 2;
  return {
    centre,
    west: centre - wide / 2,
    east: centre + wide / 2,
    south: Math.max(SOUTHMOST, south - lacking),
    north: Math.min(NORTHMOST, north + lacking),
  };
}

const MAKERS: Record<ProjectionName, () => GeoProjection> = {
  'equal-earth': geoEqualEarth,
  'natural-earth': geoNaturalEarth1,
  mercator: geoMercator,
};

/** The globe laid flat and fitted to a panel, CSS pixels from the panel's top left. */
export interface GlobeView extends PlaceView {
  readonly kind: 'globe';
  at(place: LonLat): Point | undefined;
  readonly projection: GeoProjection;
  readonly cut: WorldCut;
}

/** Along a region's border; enough for curved borders to be met within a pixel. */
const BORDER_STEPS = 48;
/** Just inside the cut: on it d3-geo may choose either side. */
const INSIDE = 1e-6;

export function makeGlobeView(
  name: ProjectionName,
  region: Region,
  width: number,
  height: number,
  inset: Inset,
): GlobeView {
  const box: RegionBox = typeof region === 'string' ? REGIONS[region] : region;
  const projection = MAKERS[name]().rotate([-box.centre, 0]).scale(1).translate([0, 0]).precision(0.3);
  const bounds = boundsOf(projection, box);
  const roomX = Math.max(1, width - inset.left - inset.right);
  const roomY = Math.max(1, height - inset.top - inset.bottom);
  const scale = Math.min(roomX / (bounds.x1 - bounds.x0), roomY / (bounds.y1 - bounds.y0));
  const left = inset.left + (roomX - scale * (bounds.x1 - bounds.x0)) / 2;
  const top = inset.top + (roomY - scale * (bounds.y1 - bounds.y0)) / 2;
  const [, worldTop = 0] = projection([box.centre, NORTHMOST]) ?? [];
  // What is fitted to something far north would leave an empty strip above the world.
  const lift = typeof region === 'string' ? 0 : Math.max(0, top + scale * (worldTop - bounds.y0));
  projection
    .scale(scale)
    .translate([left - scale * bounds.x0, top - scale * bounds.y0 - lift])
    .clipExtent([
      [-2, -2],
      [width + 2, height + 2],
    ]);
  // Points are projected without the clip: an arc may start outside the panel.
  const free = MAKERS[name]()
    .rotate([-box.centre, 0])
    .scale(scale)
    .translate(projection.translate())
    .precision(0.3);
  const [middle] = projection.translate();
  return {
    kind: 'globe',
    width,
    height,
    roomOf: () => undefined,
    projection,
    at({ longitude, latitude }) {
      // Only the poles of a projection that has none have no point.
      const at = free([longitude, latitude]);
      return at && Number.isFinite(at[0]) && Number.isFinite(at[1]) ? at : undefined;
    },
    cut: {
      centre: box.centre,
      middle,
      halfWidthAt(y) {
        const geo = free.invert?.([middle, y]);
        const latitude = geo && Number.isFinite(geo[1]) ? Math.max(-89, Math.min(89, geo[1])) : 0;
        const edge = free([box.centre + 180 - INSIDE, latitude]);
        return edge ? Math.abs(edge[0] - middle) : width / 2;
      },
    },
  };
}

function boundsOf(projection: GeoProjection, box: RegionBox) {
  const west = Math.max(box.west, box.centre - 180 + INSIDE);
  const east = Math.min(box.east, box.centre + 180 - INSIDE);
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  const meet = (longitude: number, latitude: number) => {
    const at = projection([longitude, latitude]);
    if (!at) return;
    x0 = Math.min(x0, at[0]);
    x1 = Math.max(x1, at[0]);
    y0 = Math.min(y0, at[1]);
    y1 = Math.max(y1, at[1]);
  };
  for (let i = 0; i <= BORDER_STEPS; i++) {
    const t = i / BORDER_STEPS;
    const longitude = west + (east - west) * t;
    const latitude = box.south + (box.north - box.south) * t;
    meet(longitude, box.south);
    meet(longitude, box.north);
    meet(west, latitude);
    meet(east, latitude);
  }
  return { x0, y0, x1, y1 };
}
