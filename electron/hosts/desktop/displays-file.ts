import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { KnownDisplay } from './display-names.ts';

const File = z.object({
  version: z.literal(1),
  displays: z.array(
    z.object({ name: z.string().min(1).max(64), label: z.string(), x: z.number(), y: z.number() }),
  ),
});

/** Displays of earlier runs. A broken file is told and begins anew: only names are lost. */
export function readKnownDisplays(file: string, tell: (message: string) => void): readonly KnownDisplay[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  try {
    return File.parse(JSON.parse(text)).displays;
  } catch (error) {
    tell(`${file} can't be read, displays are named anew: ${String(error).slice(0, 200)}`);
    return [];
  }
}

export function writeKnownDisplays(file: string, displays: readonly KnownDisplay[]): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ version: 1, displays }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
