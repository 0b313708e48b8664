import { z } from 'zod';
import { filterFields } from '../filter.ts';

export const RateSettings = z.object({
  minutes: z.number().int().min(1).max(15).default(15).describe('Minutes up to now; the core keeps 15'),
  ...filterFields,
});
export type RateSettings = z.infer<typeof RateSettings>;
