import { z } from 'zod';
import { filterFields } from '../filter.ts';

export const KPI_TILES = ['events', 'alerts', 'open', 'acknowledge', 'close'] as const;
export type KpiTile = (typeof KPI_TILES)[number];

export const KpiSettings = z.object({
  tiles: z
    .array(z.enum(KPI_TILES))
    .min(1)
    .max(KPI_TILES.length)
    .default([...KPI_TILES])
    .describe('Tiles, in this order'),
  from: z
    .number()
    .int()
    .min(0)
    .max(4)
    .default(2)
    .describe('Least severity that the open incidents tile counts'),
  tenants: filterFields.tenants,
  sites: filterFields.sites,
  sensors: filterFields.sensors,
  categories: filterFields.categories,
});
export type KpiSettings = z.infer<typeof KpiSettings>;
