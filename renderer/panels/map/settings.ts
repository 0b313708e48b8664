import { z } from 'zod';
import { MAP_VIEWS } from '#renderer/draw/map/map-view.ts';
import { REGIONS, type RegionName } from '#renderer/draw/map/projection.ts';
import { filterFields } from '../filter.ts';
import { spanField } from '../span.ts';

const REGION_NAMES = Object.keys(REGIONS) as [RegionName, ...RegionName[]];

export const MapSettings = z.object({
  projection: z
    .enum(MAP_VIEWS)
    .default('equal-earth')
    .describe(
      'How the globe is laid flat; zones: our sites by their zones instead, and only what stays inside',
    ),
  traffic: z
    .enum(['all', 'internal'])
    .default('all')
    .describe('All traffic, or only what stays inside: between sites and private networks'),
  ...spanField,
  region: z.enum(REGION_NAMES).default('world').describe('Part of the world'),
  incident: z
    .string()
    .max(64)
    .default('')
    .describe(
      'Marks where this incident comes from and goes to, and shows the part of the world around both',
    ),
  legend: z.boolean().default(true).describe('What the marks mean'),
  ...filterFields,
});
export type MapSettings = z.infer<typeof MapSettings>;

/** Whether it shows nothing of what comes from outside or goes there: zones have no place for that. */
export function isInternal({ traffic, projection }: Pick<MapSettings, 'traffic' | 'projection'>): boolean {
  return traffic === 'internal' || projection === 'zones';
}
