import { z } from 'zod';

const Clock = z.object({
  zone: z
    .string()
    .min(1)
    .max(64)
    .meta({ examples: ['UTC'] })
    .describe('IANA name: Asia/Seoul'),
  label: z.string().max(48).default('').describe('What stands over it; empty: the city of its zone'),
});

export const ClocksSettings = z.object({
  clocks: z
    .array(Clock)
    .min(1)
    .max(12)
    .default([
      { zone: 'Asia/Seoul', label: '' },
      { zone: 'UTC', label: '' },
      { zone: 'Europe/London', label: '' },
      { zone: 'America/New_York', label: '' },
    ])
    .describe('Clocks, in this order'),
  seconds: z.boolean().default(true).describe('Seconds too'),
});
export type ClocksSettings = z.infer<typeof ClocksSettings>;
