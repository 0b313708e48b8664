import { z } from 'zod';

export const FocusSettings = z.object({
  incident: z
    .string()
    .max(64)
    .default('')
    .describe('Id of the incident; empty: the one a takeover is about, else the gravest that is open'),
  from: z.number().int().min(0).max(4).default(2).describe('Least severity that is shown by itself'),
});
export type FocusSettings = z.infer<typeof FocusSettings>;
