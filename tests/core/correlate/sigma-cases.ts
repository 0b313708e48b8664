import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Detection } from '#contract/detection.ts';
import { SocEvent } from '#contract/event.ts';
import { formatProblem } from '#core/base/problem.ts';
import { Correlator, type CorrelatorOptions } from '#core/correlate/correlator.ts';
import { loadRules } from '#core/correlate/rules.ts';
import type { RuleSet } from '#core/correlate/rule-set.ts';

/** One line of the shared case files; their README explains the keys. */
export interface SigmaCase {
  readonly id: string;
  readonly kind: 'detection' | 'correlation' | 'error';
  readonly rule: string;
  readonly events: readonly Record<string, unknown>[];
  readonly expected?: readonly number[];
  readonly expected_by_rule?: Readonly<Record<string, readonly number[]>>;
  readonly expected_correlations?: readonly {
    readonly rule: string;
    readonly group: Readonly<Record<string, unknown>>;
    readonly first_at: number;
    readonly holds_at: readonly number[];
  }[];
  readonly placeholders?: Readonly<Record<string, readonly (string | number)[]>>;
  readonly pipeline?: string;
  readonly event_logsource?: readonly Readonly<Record<string, string>>[];
}

const SHARED = fileURLToPath(new URL('../../../../shared/data/sigma/', import.meta.url));

/** The shared Sigma data is no part of the project: why a test that needs it is skipped, or false. */
export const noSigmaData: string | false = existsSync(SHARED) ? false : `no ${SHARED}`;

export function readSigmaLines<T>(name: string): T[] {
  if (noSigmaData) return [];
  const bytes = readFileSync(SHARED + name);
  const text = name.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** An event as `--format fields` makes it. */
export function plainEvent(record: Record<string, unknown>, sequence: number): SocEvent {
  const event = new SocEvent();
  const time = record['@timestamp'];
  event['@timestamp'] = typeof time === 'string' ? Date.parse(time) : sequence;
  event.received = event['@timestamp'];
  event.sequence = sequence;
  event.record = record;
  event.raw = JSON.stringify(record);
  return event;
}

export function loadAll(text: string, extra: Parameters<typeof loadRules>[1] = {}): RuleSet {
  const { rules, problems } = loadRules([{ path: 'rule.yml', text }], { fields: 'as-is', ...extra });
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'));
  return rules;
}

export function detect(
  rules: RuleSet,
  events: readonly SocEvent[],
  options: CorrelatorOptions = {},
): Detection[] {
  const correlator = new Correlator(rules, {
    clampAheadMs: Number.POSITIVE_INFINITY,
    tellUnsaid: true,
    ...options,
  });
  return events.flatMap((event) => [...correlator.accept(event)]);
}

/** Position of the event that completed a detection. */
export function completedAt(detection: Detection): number {
  return detection.events.at(-1)?.sequence ?? -1;
}
