import { z } from 'zod';

export const HealthSettings = z.object({});
export type HealthSettings = z.infer<typeof HealthSettings>;
