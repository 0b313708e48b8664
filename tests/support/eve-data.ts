import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FOLDER = fileURLToPath(new URL('../../../shared/data/eve/', import.meta.url));

export const EVE_FILES = [
  'mix-open.jsonl.gz',
  'mix-attacks.jsonl.gz',
  'ddos.jsonl.gz',
  'original-time.jsonl.gz',
] as const;

/** For node:test's `skip`: a reason where the shared recordings are not at hand. */
export const NO_EVE_DATA: string | false = existsSync(`${FOLDER}counts.json`)
  ? false
  : 'the shared EVE recordings are not beside the repository';

export function eveFileLines(name: string): string[] {
  return gunzipSync(readFileSync(FOLDER + name))
    .toString('utf8')
    .trimEnd()
    .split('\n');
}

/** Figures that a correct reader must arrive at. */
export interface EveCounts {
  readonly events: number;
  readonly by_event_type: Readonly<Record<string, number>>;
  readonly alerts: number;
  readonly signatures: number;
  readonly distinct_src_ip: number;
  readonly public_src_ip: number;
  readonly alert_sources: number;
  readonly alert_public_sources: number;
  readonly alerts_by_severity: Readonly<Record<string, number>>;
  readonly alerts_by_category: Readonly<Record<string, number>>;
  readonly alerts_by_minute: Readonly<Record<string, number>>;
  readonly top_alert_sources: readonly (readonly [string, number])[];
  readonly top_signatures: readonly (readonly [string, number])[];
  readonly first: string;
  readonly last: string;
}

export function eveCounts(): Readonly<Record<string, EveCounts>> {
  return JSON.parse(readFileSync(`${FOLDER}counts.json`, 'utf8')) as Record<string, EveCounts>;
}
