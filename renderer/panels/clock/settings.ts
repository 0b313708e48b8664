import { z } from 'zod';

export const ClockSettings = z.object({
  /** IANA names; empty: the wall's own two. */
  timeZones: z.array(z.string().max(64)).max(6).default([]),
});
export type ClockSettings = z.infer<typeof ClockSettings>;
