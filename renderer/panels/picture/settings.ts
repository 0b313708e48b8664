import { z } from 'zod';
import { IMAGE } from '../panel.ts';

export const PictureSettings = z.object({
  image: z
    .string()
    .max(48_000)
    .default('')
    .meta(IMAGE)
    .describe('PNG, JPEG or WebP as a data: URL, at most 35 kB; nothing is fetched'),
  alt: z.string().max(200).default('').describe('What the picture shows, for those who cannot see it'),
  fit: z.enum(['contain', 'cover']).default('contain').describe('Whole, or filling the panel'),
});
export type PictureSettings = z.infer<typeof PictureSettings>;
