import { z } from 'zod';
import { filterFields } from '../filter.ts';
import { rowsField } from '../rows.ts';
import { spanField } from '../span.ts';

export const TALKER_LISTS = ['sources', 'targets', 'signatures', 'countries', 'ports', 'urls'] as const;

export const TalkersSettings = z.object({
  lists: z
    .array(z.enum(TALKER_LISTS))
    .min(1)
    .max(TALKER_LISTS.length)
    .default(['sources', 'targets', 'signatures', 'countries', 'ports'])
    .describe('Lists, in this order; what does not fit side by side takes turns'),
  traffic: z
    .enum(['all', 'internal'])
    .default('all')
    .describe('All traffic, or only what stays inside: between sites and private networks'),
  turnSeconds: z.number().int().min(4).max(600).default(12).describe('Seconds each turn lasts'),
  deltas: z.boolean().default(true).describe('Change against the span before'),
  ...rowsField(10),
  ...spanField,
  ...filterFields,
});
export type TalkersSettings = z.infer<typeof TalkersSettings>;
