import { z } from 'zod';

export const RateSettings = z.object({
  minutes: z.number().int().min(1).max(15).default(15).describe('Minutes up to now; the core keeps 15'),
  from: z.number().int().min(0).max(4).default(0).describe('Least severity that counts'),
});
export type RateSettings = z.infer<typeof RateSettings>;
