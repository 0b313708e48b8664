import { z } from 'zod';

export const AlertsSettings = z.object({
  /** Least severity shown. */
  from: z.number().int().min(0).max(4).default(0),
});
export type AlertsSettings = z.infer<typeof AlertsSettings>;
