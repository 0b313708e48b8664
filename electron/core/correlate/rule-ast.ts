import type { Severity } from '#contract/severity.ts';
import type { Condition } from './condition.ts';
import type { Pattern } from './sigma-string.ts';

/** What one value of a rule asks of one value of an event. */
export type ValueTest =
  | { readonly kind: 'pattern'; readonly pattern: Pattern; readonly cased: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly value: boolean }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  | { readonly kind: 'cidr'; readonly network: string }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly value: number }
  | { readonly kind: 'time'; readonly part: TimePart; readonly op: CompareOp; readonly value: number }
  | {
      readonly kind: 'fieldref';
      /** Another field of the same event; several when a pipeline maps it 1:n. */
      readonly fields: readonly string[];
      readonly mode: 'equals' | 'contains' | 'startswith' | 'endswith';
      readonly cased: boolean;
    };

export type CompareOp = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** `field|modifiers: values`. */
export interface Item {
  readonly kind: 'item';
  /** Empty for keywords, which look at every value of the event; several when a pipeline maps a field 1:n. */
  readonly fields: readonly string[];
  readonly tests: readonly ValueTest[];
  /** All tests must hold (modifier all), else any. */
  readonly all: boolean;
  readonly negate: boolean;
}

/** What an event must satisfy, names resolved. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'of'; readonly count: number; readonly parts: readonly Expression[] }
  | Item;

export interface Logsource {
  readonly product: string | undefined;
  readonly category: string | undefined;
  readonly service: string | undefined;
}

/** What rules and correlations have in common. */
export interface Header {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly title: string;
  readonly level: Severity;
  readonly tags: readonly string[];
  readonly offset: number;
}

export interface RuleAst extends Header {
  readonly kind: 'rule';
  readonly logsource: Logsource;
  readonly expression: Expression;
}

export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median';

export interface Threshold {
  readonly op: CompareOp | 'neq';
  readonly value: number;
}

/** A name, with where it stands. */
export interface Reference {
  readonly text: string;
  readonly offset: number;
}

export interface CorrelationAst extends Header {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  /** Ids or names of rules or correlations. */
  readonly references: readonly Reference[];
  readonly groupBy: readonly string[];
  /** Alias -> reference (as the alias section writes it) -> field. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly aliasOffset: number;
  readonly timespanMs: number;
  /** All must hold; empty when `condition` is given or when all rules are asked for. */
  readonly thresholds: readonly Threshold[];
  readonly fields: readonly string[];
  /** 0 to 100. */
  readonly percentile: number;
  readonly condition: Condition | undefined;
  /** Undefined where the document does not say. */
  readonly generate: boolean | undefined;
}

export interface FilterAst {
  readonly kind: 'filter';
  readonly title: string;
  readonly id: string | undefined;
  readonly offset: number;
  /** Undefined keys match any logsource. */
  readonly logsource: Logsource;
  /** Vigil's own key `expires`: from then on, ms, the filter is void. */
  readonly expires: number | undefined;
  /** Undefined: every rule with this logsource. */
  readonly references: readonly Reference[] | undefined;
  /** Under the filter's own logsource: shows its faults. */
  readonly expression: Expression;
  /** The same under the field names of the rule it is put on. Throws nothing that `expression` did not. */
  readonly expressionFor: (logsource: Logsource) => Expression;
}

export type DocumentAst = RuleAst | CorrelationAst | FilterAst;
