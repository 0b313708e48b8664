import { z } from 'zod';
import { filterFields, NO_FILTER, type Filter } from '../filter.ts';

export const TICKER_KINDS = ['incidents', 'alerts', 'notices'] as const;

export const TickerSettings = z.object({
  kinds: z
    .array(z.enum(TICKER_KINDS))
    .min(1)
    .max(TICKER_KINDS.length)
    .default(['incidents', 'alerts'])
    .describe('What is told'),
  ...filterFields,
  from: z.number().int().min(0).max(4).default(2).describe('Least severity told'),
  items: z.number().int().min(1).max(30).default(10).describe('Pieces of news at most'),
  speed: z.number().int().min(2).max(30).default(8).describe('Characters a second that pass'),
});
export type TickerSettings = z.infer<typeof TickerSettings>;

/** What it leaves out of what it tells; notices are of the core and have neither severity nor tenant. */
export function tickerFilter(settings: TickerSettings): Filter {
  return settings.kinds.every((kind) => kind === 'notices') ? NO_FILTER : settings;
}
