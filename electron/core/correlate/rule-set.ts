import type { DetectionRule } from '#contract/detection.ts';
import type { Check } from './compile.ts';
import type { FieldTable } from './fields.ts';
import type { CorrelationType, Expression, Logsource, Threshold } from './rule-ast.ts';

/** Rules ready to run: what loadRules makes and Correlator takes. Never changes once made. */
export interface RuleSet {
  /** Fields are looked up under the rules' own names and the logsource is not checked. */
  readonly asIs: boolean;
  readonly table: FieldTable;
  readonly rules: readonly CompiledRule[];
  /** Each after those it refers to. */
  readonly correlations: readonly CompiledCorrelation[];
}

export interface CompiledRule {
  readonly rule: DetectionRule;
  readonly logsource: Logsource;
  /** With filters and the pipelines' conditions. */
  readonly expression: Expression;
  readonly check: Check;
  /** The same for rules that mean the same, whatever file or run they come from. */
  readonly identity: string;
  readonly output: Output;
  readonly feeds: readonly RuleFeed[];
}

/**
 * Whether a rule's own hits are told. Sigma's default is silence for a rule that correlations refer to, unless one of
 * them says `generate: true`. `unsaid` marks the default, so that a rule test can show what `generate: false` hides.
 */
export type Output = 'told' | 'unsaid' | 'silent';

/** From a rule to a correlation that refers to it. Slots of one list are alternatives: the first that is there counts. */
export interface RuleFeed {
  readonly target: CompiledCorrelation;
  /** Of the rule in the correlation's list. */
  readonly position: number;
  readonly group: readonly (readonly number[])[];
  readonly values: readonly (readonly number[])[];
  /** What correlations further up ask for, in the order of the target's `carried`. */
  readonly carried: readonly (readonly number[])[];
}

export interface CompiledCorrelation {
  /** In RuleSet.correlations. */
  readonly index: number;
  readonly rule: DetectionRule;
  readonly type: CorrelationType;
  readonly timespanMs: number;
  readonly thresholds: readonly Threshold[];
  readonly percentile: number;
  /** Over the positions present in the window; undefined where thresholds decide. */
  readonly condition: ((present: (position: number) => boolean) => boolean) | undefined;
  /** Positions the condition asks for without `not`. */
  readonly positive: readonly number[];
  readonly positions: number;
  /** With fewer events in the window the condition can't hold. */
  readonly minEntries: number;
  readonly groupNames: readonly string[];
  readonly identity: string;
  readonly feeds: readonly CorrelationFeed[];
}

/** Where a correlation's parent finds a value: in its group, or in what it carries of the event that completed it. */
export type Source = { readonly from: 'group' | 'carried'; readonly index: number } | undefined;

export interface CorrelationFeed {
  readonly target: CompiledCorrelation;
  readonly position: number;
  readonly group: readonly Source[];
  readonly values: readonly Source[];
  readonly carried: readonly Source[];
}
