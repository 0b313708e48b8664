import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { KnownDisplay } from '#contract/display-names.ts';
import { replaceFile } from '#hosts/shared/replace-file.ts';

const File = z.object({
  version: z.literal(1),
  displays: z.array(
    z.object({
      name: z.string().min(1).max(64),
      label: z.string(),
      x: z.number(),
      y: z.number(),
      home: z.object({ x: z.number(), y: z.number() }).optional(),
      seen: z.number().int().optional(),
    }),
  ),
});

const copyOf = (file: string) => `${file}.copy`;

/** Displays of earlier runs. A broken file is told, and its copy is used; without one displays are named anew. */
export function readKnownDisplays(file: string, tell: (message: string) => void): readonly KnownDisplay[] {
  const own = read(file);
  if (typeof own !== 'string') return own;
  const copy = read(copyOf(file));
  // Neither is there at the first start.
  if (own === '' && copy === '') return [];
  const used = typeof copy === 'string' ? [] : copy;
  const instead = typeof copy === 'string' ? 'displays are named anew' : 'its copy is used';
  tell(`${file} ${own === '' ? 'is gone' : `can't be read (${own})`}: ${instead}`);
  return used;
}

/** @throws Error when it can't be written */
export function writeKnownDisplays(file: string, displays: readonly KnownDisplay[]): void {
  const text = `${JSON.stringify({ version: 1, displays }, null, 2)}\n`;
  // One after the other: at any moment one of them is whole.
  replaceFile(file, text);
  replaceFile(copyOf(file), text);
}

/** @returns the displays, or why there are none; empty when there is no file */
function read(file: string): readonly KnownDisplay[] | string {
  try {
    return File.parse(JSON.parse(readFileSync(file, 'utf8'))).displays;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? '' : String(error).replaceAll(/\s+/g, ' ').slice(0, 200);
  }
}
