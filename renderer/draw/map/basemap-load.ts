import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Topology } from 'topojson-specification';
import type { BaseShapes } from './basemap.ts';

type WorldTopology = Topology<{ countries: GeometryCollection; land: MultiPolygon }>;

export function decodeBase(world: WorldTopology): BaseShapes {
  return {
    land: feature(world, world.objects.land),
    borders: mesh(world, world.objects.countries, (a, b) => a !== b),
  };
}

let loading: Promise<BaseShapes> | undefined;

/** Served with the renderer, fetched once a window. A failed load is tried again at the next call. */
export function loadBase(): Promise<BaseShapes> {
  loading ??= fetchBase().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchBase(): Promise<BaseShapes> {
  const url = new URL('../../../assets/basemap/world.json', import.meta.url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Base map: HTTP ${response.status}`);
  const { topojson } = (await response.json()) as { topojson: string };
  return decodeBase(JSON.parse(topojson) as WorldTopology);
}
