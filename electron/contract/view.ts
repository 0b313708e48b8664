import { z } from 'zod';

const Names = z.array(z.string().trim().min(1).max(128)).max(32).default([]);

/** How far back a view's map and top lists may count, minutes. */
export const VIEW_SPANS = [1, 5, 15, 60] as const;
/** What the wall's own map and top lists count. */
export const WALL_SPAN = 5;

/**
 * Events that the core counts a second time, by themselves: those that satisfy every kind that names something. Names
 * match whole, whatever their case.
 */
export const ViewQuery = z.object({
  tenants: Names,
  /** Either end of the traffic. */
  sites: Names,
  /** The sensor's own name, or its source's where it says none. */
  sensors: Names,
  /** Of an alert its rule's; of any other event its ECS categories and its dataset. */
  categories: Names,
  /** Least severity. */
  from: z.number().int().min(0).max(4).default(0),
  span: z.literal(VIEW_SPANS).default(WALL_SPAN),
});
export type ViewQuery = z.infer<typeof ViewQuery>;

/** What a watcher is told: frames of the view come under `key`. */
export const ViewWatch = z.object({
  key: z.string(),
  /** Core wall-clock ms since when it counts. */
  since: z.number(),
});
export type ViewWatch = z.infer<typeof ViewWatch>;

/** The same for queries that count the same, on both sides of the wire. */
export function viewKey({ tenants, sites, sensors, categories, from, span }: ViewQuery): string {
  return JSON.stringify([span, from, ...[tenants, sites, sensors, categories].map(canonical)]);
}

function canonical(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim().toLowerCase()))].sort();
}
