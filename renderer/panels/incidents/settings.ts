import { z } from 'zod';
import { filterFields } from '../filter.ts';
import { rowsField } from '../rows.ts';

export const IncidentsSettings = z.object({
  ...filterFields,
  ...rowsField(60),
  closed: z.boolean().default(false).describe('Closed ones too'),
});
export type IncidentsSettings = z.infer<typeof IncidentsSettings>;
