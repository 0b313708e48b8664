import { z } from 'zod';

export const IncidentsSettings = z.object({
  /** Least severity shown. */
  from: z.number().int().min(0).max(4).default(0),
  /** Closed ones too. */
  closed: z.boolean().default(false),
});
export type IncidentsSettings = z.infer<typeof IncidentsSettings>;
