import { existsSync, readFileSync } from 'node:fs';
import { looselyEqual, strictlyEqual } from './field-equality.ts';

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

/** Both ways of comparing, as `field-equality.ts` has them. */
export interface FormatScore {
  /** Core fields that the expected documents have. */
  readonly fields: number;
  readonly equal: number;
  readonly misses: readonly Miss[];
  /** The same of the loose comparison; what it does not ask for is not among its fields. */
  readonly looseFields: number;
  readonly looseEqual: number;
  readonly looseMisses: readonly Miss[];
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

/** @param normalise gives the nested ECS document of a line, or undefined where it refuses it. */
export function scoreFormat(cases: readonly FormatCase[], normalise: (line: string) => unknown): FormatScore {
  let fields = 0;
  let looseFields = 0;
  const misses: Miss[] = [];
  const looseMisses: Miss[] = [];
  for (const { case: name, input, expected: document } of cases) {
    const ours = normalise(input);
    for (const field of CORE_FIELDS) {
      const expected = valueAt(document, field);
      if (expected === undefined) continue;
      const actual = valueAt(ours, field);
      const miss = { case: name, field, expected, actual };
      fields++;
      if (!strictlyEqual(field, expected, actual)) misses.push(miss);
      const loosely = looselyEqual(field, expected, actual);
      if (loosely === undefined) continue;
      looseFields++;
      if (!loosely) looseMisses.push(miss);
    }
  }
  return {
    fields,
    equal: fields - misses.length,
    misses,
    looseFields,
    looseEqual: looseFields - looseMisses.length,
    looseMisses,
  };
}
