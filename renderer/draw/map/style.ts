import type { Severity } from '#contract/severity.ts';
import { FONT_FAMILY, typePx, type Density } from '#renderer/theme/metrics.ts';
import { palette, rgb, severityColours, withAlpha } from '#renderer/theme/palette.ts';
import type { BaseColours } from './basemap.ts';
import type { Inks } from './arcs-canvas.ts';

/** 1 vh and the type sizes in CSS pixels: what all marks on the map are measured in. */
export interface MapScale {
  readonly unit: number;
  readonly row: number;
  readonly legend: number;
}

export function mapScale(density: Density, viewportHeight: number): MapScale {
  // At a desk everything is half the size: it is read from a seat.
  const unit = (viewportHeight / 100) * (density === 'wall' ? 1 : 0.6);
  return {
    unit,
    row: typePx('row', density, viewportHeight),
    legend: typePx('legend', density, viewportHeight),
  };
}

export const MAP_FONT = FONT_FAMILY;

export const BASE_COLOURS: BaseColours = {
  sea: palette.sea,
  land: palette.land,
  coast: palette.coast,
  border: withAlpha(palette.coast, 0.75),
  graticule: withAlpha(palette.coast, 0.22),
  night: withAlpha(palette.ground, 0.13),
};

/** How much of an arc's ink a severity gets: what is common and harmless stays in the background. */
const OPACITY: Record<Severity, number> = { 0: 0.62, 1: 0.75, 2: 0.85, 3: 0.95, 4: 1 };

export function arcOpacity(severity: Severity): number {
  return OPACITY[severity];
}

function number(hex: string): number {
  const [r, g, b] = rgb(hex);
  return (r << 16) | (g << 8) | b;
}

export const ACCENT_RGB = number(palette.accent);
export const SEVERITY_RGB: readonly number[] = severityColours.map(number);

export const ARC_INKS: Inks = {
  css: [...severityColours, palette.accent],
  index: new Map([...SEVERITY_RGB, ACCENT_RGB].map((value, index) => [value, index])),
};
