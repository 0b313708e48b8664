import { createHash } from 'node:crypto';
import { plainName } from '#contract/display-names.ts';

const MAX_STATION = 20;
const HASH = 4;

/** The machine's part of its displays' names, where several machines are one wall. */
export function stationOf(hostname: string): string {
  const plain = plainName(hostname, hostname.length).replaceAll(' ', '-') || 'machine';
  if (plain.length <= MAX_STATION) return plain;
  // What tells two long names apart is often their end.
  const hash = createHash('sha256').update(hostname).digest('hex').slice(0, HASH);
  return `${plain.slice(0, MAX_STATION - HASH - 1)}-${hash}`;
}
