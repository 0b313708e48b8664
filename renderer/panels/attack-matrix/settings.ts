import { z } from 'zod';
import { filterFields } from '../filter.ts';

export const ATTACK_SPANS = ['15m', '1h', '24h'] as const;

export const AttackMatrixSettings = z.object({
  span: z.enum(ATTACK_SPANS).default('24h').describe('How far back detections count'),
  subtechniques: z
    .boolean()
    .default(false)
    .describe('Sub-techniques in cells of their own instead of with their technique'),
  ...filterFields,
});
export type AttackMatrixSettings = z.infer<typeof AttackMatrixSettings>;
