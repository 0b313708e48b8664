import type { SocEvent } from './event.ts';
import type { Severity } from './severity.ts';

export interface DetectionRule {
  /** Sigma rule id (or name where it has none); a sensor's signature id for sensor detections. */
  readonly id: string;
  readonly title: string;
  readonly level: Severity;
  /** MITRE ATT&CK ids, upper case: T1110, T1498.001. */
  readonly techniques: readonly string[];
  /** MITRE ATT&CK tactic ids: TA0006 … */
  readonly tactics: readonly string[];
}

/** One field that made a rule match, as the event had it. */
export interface MatchedField {
  readonly field: string;
  readonly value: string;
}

/** What is kept of an event after it has passed: enough to find it again, whoever saw the stream. */
export interface EventRef {
  /** Hash of the raw record: the same on every station (core/base/event-id.ts). */
  readonly id: string;
  readonly time: number;
  /** Position in this run's stream. */
  readonly sequence: number;
}

/** What a sensor's alert or one of our rules says about one event, or about the events of one window. */
export interface Detection {
  readonly kind: 'sensor' | 'rule' | 'correlation';
  readonly rule: DetectionRule;
  /** Event time of the event that completed it, ms. */
  readonly time: number;
  /** Group-by names and values; empty for kinds other than correlation. */
  readonly group: Readonly<Record<string, string>>;
  /** Events counted so far in the episode's window (1 for kinds other than correlation). */
  readonly count: number;
  /** True while a known episode goes on: the state changed, nothing new began. */
  readonly update: boolean;
  /** The event that completed it. */
  readonly event: SocEvent;
  /** The first event of the episode: with rule and group it names the incident on every station alike. */
  readonly first: EventRef;
  /** Events that completed it in event-time order, bounded (the newest are kept). */
  readonly events: readonly EventRef[];
  /** Why: fields and values that matched. */
  readonly matched: readonly MatchedField[];
}
