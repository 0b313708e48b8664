import { z } from 'zod';

export const TALKER_LISTS = ['sources', 'targets', 'signatures', 'countries', 'ports'] as const;

export const TalkersSettings = z.object({
  /** Shown in this order; what does not fit side by side takes turns. */
  lists: z
    .array(z.enum(TALKER_LISTS))
    .min(1)
    .default([...TALKER_LISTS]),
  /** Seconds each turn lasts. */
  turnSeconds: z.number().int().min(4).max(600).default(12),
});
export type TalkersSettings = z.infer<typeof TalkersSettings>;
