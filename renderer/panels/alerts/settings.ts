import { z } from 'zod';
import { filterFields } from '../filter.ts';
import { rowsField } from '../rows.ts';

export const AlertsSettings = z.object({
  ...filterFields,
  ...rowsField(60),
});
export type AlertsSettings = z.infer<typeof AlertsSettings>;
