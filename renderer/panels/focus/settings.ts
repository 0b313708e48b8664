import { z } from 'zod';
import { filterFields, NO_FILTER, type Filter } from '../filter.ts';

export const FocusSettings = z.object({
  incident: z
    .string()
    .max(64)
    .default('')
    .describe('Id of the incident; empty: the one a takeover is about, else the gravest that is open'),
  from: z.number().int().min(0).max(4).default(2).describe('Least severity that is shown by itself'),
  tenants: filterFields.tenants,
});
export type FocusSettings = z.infer<typeof FocusSettings>;

/** Where it chooses an incident by itself. */
export function focusFilter({ from, tenants }: Pick<FocusSettings, 'from' | 'tenants'>): Filter {
  return { ...NO_FILTER, from, tenants };
}
