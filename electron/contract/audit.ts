import { z } from 'zod';
import { Stamp } from './control.ts';

/** One thing that somebody ordered or changed. */
export const AuditEntry = z.object({
  /** Grows by one with each; what was kept before it may have been dropped. */
  id: z.number().int().min(1),
  /** By nobody where the wall did it by its rules. */
  ...Stamp.shape,
  /** The call that did it, of the contract; `takeover.begin` and `takeover.over` where the wall's rules did. */
  call: z.string().max(64),
  /** Name of the display, wall, scene or playlist; `*` for all displays, empty where it is for none in particular. */
  on: z.string().max(128),
  /** What came of it, in the values' own words: a scene, a new label, on or off. */
  detail: z.string().max(300),
  /** What the page has words for: codes and numbers, by the name of the hole that they fill. */
  values: z.record(z.string().max(32), z.union([z.string().max(128), z.number()])).optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z.object({
  /** Newest first, all later than was asked for. */
  entries: z.array(AuditEntry),
  /** Id of the newest there is; 0 for none. Lower than was asked after: the log has begun anew. */
  newest: z.number().int(),
  /** Older ones that are no longer kept. */
  evicted: z.number().int(),
});
export type AuditPage = z.infer<typeof AuditPage>;
