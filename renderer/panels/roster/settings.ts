import { z } from 'zod';
import { WEEKDAYS } from '../panel.ts';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day as 07:30' });

const Shift = z.object({
  name: z.string().trim().min(1).max(64).describe('Who'),
  role: z.string().max(64).default('').describe('As what: lead, analyst, on call'),
  from: Clock.meta({ examples: ['08:00'] }).describe('Begins at, as 07:30'),
  to: Clock.meta({ examples: ['16:00'] }).describe('Ends at; not after its begin: the next day'),
  weekdays: z
    .array(z.number().int().min(0).max(6))
    .max(7)
    .default([])
    .meta(WEEKDAYS)
    .describe('0 Sunday to 6 Saturday, of the day it begins; empty: every day'),
  contact: z.string().max(64).default('').describe('How to reach them: an extension, a channel'),
});

export const RosterSettings = z.object({
  zone: z.string().max(64).default('').describe('Time zone of the shifts (IANA); empty: the wall’s first'),
  shifts: z.array(Shift).max(60).default([]).describe('Who is on, and when'),
});
export type RosterSettings = z.infer<typeof RosterSettings>;
export type Shift = z.infer<typeof Shift>;
