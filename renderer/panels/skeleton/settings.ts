import { z } from 'zod';

/** What a scene may set. Every field needs a default: a scene may say nothing. */
export const SkeletonSettings = z.object({
  /** Least severity that counts. */
  from: z.number().int().min(0).max(4).default(3),
});
export type SkeletonSettings = z.infer<typeof SkeletonSettings>;
