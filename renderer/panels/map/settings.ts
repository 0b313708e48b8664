import { z } from 'zod';
import { PROJECTIONS, REGIONS, type RegionName } from '#renderer/draw/map/projection.ts';

const REGION_NAMES = Object.keys(REGIONS) as [RegionName, ...RegionName[]];

export const MapSettings = z.object({
  projection: z.enum(PROJECTIONS).default('equal-earth'),
  region: z.enum(REGION_NAMES).default('world'),
});
export type MapSettings = z.infer<typeof MapSettings>;
