import { z } from 'zod';
import { filterFields } from '../filter.ts';

export const AlertsSettings = z.object({
  ...filterFields,
});
export type AlertsSettings = z.infer<typeof AlertsSettings>;
