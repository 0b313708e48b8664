import { z } from 'zod';
import { SeverityLevel } from './incident.ts';
import { ViewQuery } from './view.ts';

const PlaceId = z.number().int().min(0).max(65_535);

/** A pair of places on the map: what an arc stands for. */
export const FlowQuery = z.object({
  source: PlaceId,
  target: PlaceId,
  /** Only traffic whose both ends are inside. */
  internal: z.boolean().default(false),
  /** Least severity. */
  from: z.number().int().min(0).max(4).default(0),
  /** Only what passes: the map is of this view, which somebody watches. */
  view: ViewQuery.optional(),
});

/** Events of the same addresses and port. Empty and 0 where the events did not say. */
export const FlowRow = z.object({
  source: z.string(),
  target: z.string(),
  port: z.number().int(),
  transport: z.string(),
  severity: SeverityLevel,
  count: z.number().int(),
  /** Core wall-clock ms of the last one. */
  at: z.number(),
});
export type FlowRow = z.infer<typeof FlowRow>;

export const FlowDetail = z.object({
  spanMs: z.number(),
  /** Events in the span by severity, informational first; without what the counters gave up at their bound. */
  counts: z.array(z.number().int()),
  /** Of the last few events only: `events` of them, gravest rows first, at most 16. */
  rows: z.array(FlowRow),
  events: z.number().int(),
});
export type FlowDetail = z.infer<typeof FlowDetail>;
