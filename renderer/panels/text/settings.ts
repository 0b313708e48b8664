import { z } from 'zod';

export const TextSettings = z.object({
  text: z.string().max(2_000).default('').describe('Plain text; line breaks stay'),
  size: z
    .enum(['row', 'title', 'far', 'headline'])
    .default('title')
    .describe('From small to readable across the room'),
  align: z.enum(['start', 'center']).default('start').describe('Where lines stand'),
});
export type TextSettings = z.infer<typeof TextSettings>;
