import { z } from 'zod';
import { filterFields } from '../filter.ts';

export const IncidentsSettings = z.object({
  ...filterFields,
  closed: z.boolean().default(false).describe('Closed ones too'),
});
export type IncidentsSettings = z.infer<typeof IncidentsSettings>;
