import { z } from 'zod';

export const RateSettings = z.object({
  /** Minutes up to now; the core keeps 15. */
  minutes: z.number().int().min(1).max(15).default(15),
});
export type RateSettings = z.infer<typeof RateSettings>;
