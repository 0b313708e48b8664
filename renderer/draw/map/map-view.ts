import type { Place } from '#contract/place.ts';
import type { Inset } from './place-view.ts';
import {
  type GlobeView,
  makeGlobeView,
  PROJECTIONS,
  type ProjectionName,
  type Region,
} from './projection.ts';
import type { MapScale } from './style.ts';
import { makeZoneView, type ZoneView } from './zone-view.ts';

/** How the map can be laid out: the globe flat, or the house by its zones. */
export const MAP_VIEWS = [...PROJECTIONS, 'zones'] as const satisfies readonly (ProjectionName | 'zones')[];
export type MapViewName = (typeof MAP_VIEWS)[number];
export type MapView = GlobeView | ZoneView;

/** CSS pixels. */
export interface ViewLayout {
  readonly width: number;
  readonly height: number;
  readonly projection: MapViewName;
  /** Of the globe. */
  readonly region: Region;
  readonly inset: Inset;
  readonly scale: MapScale;
  /** Whether private addresses of no site have a box among the zones. */
  readonly unlocated: boolean;
}

export function makeMapView(layout: ViewLayout, places: ReadonlyMap<number, Place>): MapView {
  const { width, height, projection, region, inset, scale, unlocated } = layout;
  return projection === 'zones'
    ? makeZoneView(places, unlocated, width, height, inset, scale)
    : makeGlobeView(projection, region, width, height, inset);
}
