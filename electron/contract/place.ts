import { z } from 'zod';

/**
 * Where traffic can be on the map. Ids are small integers, those of sites and cities stable while the core runs; 0 is
 * the site "unknown", where private traffic without a site and addresses without a country show. Nothing is dropped for
 * lack of a place.
 */
export const Place = z.object({
  id: z.number().int().min(0).max(65535),
  kind: z.enum(['unknown', 'country', 'site', 'city']),
  /** ISO 3166-1 alpha-2 for countries and the cities in them, the configured name for sites. */
  code: z.string().max(64),
  name: z.string().max(128),
  /** Of a site that has one: the network zone in its owner's words. */
  zone: z.string().max(64).optional(),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type Place = z.infer<typeof Place>;

/** What of a place outlives the run: on disk its id may mean another. */
export const LastingPlace = Place.omit({ id: true, zone: true });
export type LastingPlace = z.infer<typeof LastingPlace>;

export const UNKNOWN_PLACE = 0;
