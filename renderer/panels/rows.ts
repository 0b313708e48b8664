import { z } from 'zod';

/** For a list panel: how many of its first rows it shows. */
export function rowsField(most: number) {
  return { rows: z.number().int().min(0).max(most).default(0).describe('Most rows shown; 0: what fits') };
}

/** What is asked for never makes rows that have no room. */
export function roomOf(fits: number, rows: number): number {
  return rows === 0 ? fits : Math.min(fits, rows);
}
