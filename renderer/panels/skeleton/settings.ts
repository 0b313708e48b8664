import { z } from 'zod';

/** What a scene may set. Every field needs a default: a scene may say nothing. */
export const SkeletonSettings = z.object({
  from: z.number().int().min(0).max(4).default(3).describe('Least severity that counts'),
});
export type SkeletonSettings = z.infer<typeof SkeletonSettings>;
