import { geoCircle, geoGraticule, geoPath, type GeoPermissibleObjects } from 'd3';
import type { Context2D } from './canvas.ts';
import type { GlobeView } from './projection.ts';

/** What assets/basemap/world.json holds once decoded: plain GeoJSON. */
export interface BaseShapes {
  readonly land: GeoPermissibleObjects;
  readonly borders: GeoPermissibleObjects;
}

export interface BaseColours {
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly graticule: string;
  readonly night: string;
}

/** Degrees between the lines of the graticule. */
const GRATICULE_STEP: [number, number] = [30, 30];
/** Nautical, then civil twilight: two soft steps instead of an edge. */
const TWILIGHT = [90, 96] as const;

/** Land, borders and a graticule that is barely there. Once per size, and once a minute for the night. */
export function drawBase(
  context: Context2D,
  view: GlobeView,
  shapes: BaseShapes,
  colours: BaseColours,
  at: Date,
): void {
  const path = geoPath(view.projection, context);
  const line = Math.max(0.5, view.height / 1400);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, view.width, view.height);

  context.strokeStyle = colours.graticule;
  context.lineWidth = line;
  context.beginPath();
  path(
    geoGraticule()
      .step(GRATICULE_STEP)
      .extent([
        [-180, -60],
        [180, 84],
      ])(),
  );
  context.stroke();

  context.fillStyle = colours.land;
  context.beginPath();
  path(shapes.land);
  context.fill();

  context.strokeStyle = colours.border;
  context.lineWidth = line;
  context.beginPath();
  path(shapes.borders);
  context.stroke();

  context.strokeStyle = colours.coast;
  context.lineWidth = line * 1.2;
  context.lineJoin = 'round';
  context.beginPath();
  path(shapes.land);
  context.stroke();

  const [longitude, latitude] = antisolarPoint(at);
  context.fillStyle = colours.night;
  for (const depth of TWILIGHT) {
    context.beginPath();
    path(
      geoCircle()
        .center([longitude, latitude])
        .radius(180 - depth)
        .precision(3)(),
    );
    context.fill();
  }
}

/** Where it is midnight with the sun at its lowest: within a degree, which a wall can't show. */
export function antisolarPoint(at: Date): [number, number] {
  const day = (at.getTime() / 86_400_000 - 10_957.5) % 365.2425;
  const hours = (at.getTime() % 86_400_000) / 3_600_000;
  const declination = -23.44 * Math.cos(((day + 11) / 365.2425) * 2 * Math.PI);
  const angle = ((day - 2) / 365.2425) * 2 * Math.PI;
  // Equation of time, minutes: how far the true sun is before the clock's.
  const equation = -7.66 * Math.sin(angle) - 9.87 * Math.sin(2 * angle + 3.5932);
  const sun = -15 * (hours - 12 + equation / 60);
  const longitude = sun + 180;
  return [longitude - 360 * Math.round(longitude / 360), -declination];
}
