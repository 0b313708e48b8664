import { z } from 'zod';
import { SeverityLevel } from './incident.ts';

/** What the wall should point at just now: the accent colour, for some seconds. */
export const Highlight = z.object({
  /** Of the incident it belongs to. */
  id: z.string(),
  severity: SeverityLevel,
  title: z.string(),
  sourcePlace: z.number().int(),
  destinationPlace: z.number().int(),
  /** Core wall-clock ms at which it fades. */
  until: z.number(),
});
export type Highlight = z.infer<typeof Highlight>;
