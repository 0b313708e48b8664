import { z } from 'zod';

export const ClockSettings = z.object({
  timeZones: z.array(z.string().max(64)).max(6).default([]).describe('IANA names; empty: the wall’s own'),
});
export type ClockSettings = z.infer<typeof ClockSettings>;
