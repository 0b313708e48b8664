import { z } from 'zod';

export const NoticesSettings = z.object({
  title: z.string().max(64).default('').describe('Title of the panel; empty: “Notices”'),
  core: z.boolean().default(true).describe('What the core itself reports: a refused rule, a broken file'),
  messages: z.boolean().default(true).describe('Messages that supervisors show on this display'),
  hours: z
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('Hours after which a notice of the core leaves, unless it still holds'),
});
export type NoticesSettings = z.infer<typeof NoticesSettings>;
