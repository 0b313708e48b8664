import { existsSync, readFileSync } from 'node:fs';

const CASES = new URL('../../../shared/data/logs/cases/', import.meta.url);
const LOGS = new URL('../../../shared/data/logs/', import.meta.url);

/** For node:test's `skip`: a reason where the shared samples are not at hand. */
export const NO_LOG_DATA: string | false = existsSync(CASES)
  ? false
  : 'the shared log samples are not beside the repository';

export type Document = Record<string, unknown>;

/** A log line, and the ECS document that its vendor's parser is tested against. */
export interface FormatCase {
  readonly case: string;
  readonly input: string;
  readonly expected: Document;
}

/** What correlation, incidents and the map need of an event. */
export const CORE_FIELDS = [
  '@timestamp',
  'event.category',
  'event.action',
  'event.outcome',
  'source.ip',
  'source.port',
  'destination.ip',
  'destination.port',
  'user.name',
  'rule.name',
  'rule.id',
  'url.original',
  'url.domain',
  'observer.vendor',
  'network.transport',
] as const;

export interface Miss {
  readonly case: string;
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface FormatScore {
  /** Core fields that the expected documents have. */
  readonly fields: number;
  readonly equal: number;
  readonly misses: readonly Miss[];
}

/** The lines of one of the log files. */
export function logLines(file: string): readonly string[] {
  return readFileSync(new URL(file, LOGS), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** The cases of a product, by the head of its file's name: `aws_aws-waf`. */
export function formatCases(product: string): readonly FormatCase[] {
  return logLines(`cases/${product}.cases.jsonl`).map((line) => JSON.parse(line) as FormatCase);
}

export function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Document)[key];
  }
  return value;
}

/**
 * Compares core fields that a case expects, equal meaning equal: `event.category` as a set, times to the
 * millisecond, all else to the letter.
 *
 * @param normalise gives the nested ECS document of a line, or undefined where it refuses it.
 */
export function scoreFormat(cases: readonly FormatCase[], normalise: (line: string) => unknown): FormatScore {
  let count = 0;
  const misses: Miss[] = [];
  for (const { case: name, input, expected } of cases) {
    const document = normalise(input);
    for (const field of CORE_FIELDS) {
      const wanted = valueAt(expected, field);
      if (wanted === undefined) continue;
      count++;
      const actual = valueAt(document, field);
      if (!same(field, wanted, actual)) misses.push({ case: name, field, expected: wanted, actual });
    }
  }
  return { fields: count, equal: count - misses.length, misses };
}

function same(field: string, wanted: unknown, actual: unknown): boolean {
  if (field === '@timestamp') return Date.parse(String(wanted)) === Date.parse(String(actual));
  if (field === 'event.category') return setOf(wanted) === setOf(actual);
  return wanted === actual;
}

function setOf(value: unknown): string {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return [...new Set(list.map(String))].sort().join(' ');
}
