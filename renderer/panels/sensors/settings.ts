import { z } from 'zod';
import { filterFields, NO_FILTER, type Filter } from '../filter.ts';
import { rowsField } from '../rows.ts';

export const SensorsSettings = z.object({
  silentMinutes: z
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(5)
    .describe('Minutes without an event after which a sensor counts as silent'),
  lateSeconds: z
    .number()
    .int()
    .min(5)
    .max(86_400)
    .default(60)
    .describe('Seconds between event and arrival after which a sensor counts as late'),
  order: z.enum(['trouble', 'name']).default('trouble').describe('What is in trouble first, or all by name'),
  sensors: filterFields.sensors,
  ...rowsField(60),
});
export type SensorsSettings = z.infer<typeof SensorsSettings>;

export function sensorsFilter({ sensors }: Pick<SensorsSettings, 'sensors'>): Filter {
  return { ...NO_FILTER, sensors };
}
