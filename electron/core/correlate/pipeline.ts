import type { Placeholders } from './modifiers.ts';
import { type DetectionContext, type FieldMap, parseItems } from './parse-detection.ts';
import type { Expression, Logsource } from './rule-ast.ts';
import type { MapNode } from './yaml-tree.ts';

/** A processing pipeline as read from its file (parse-pipeline.ts). Lower priority goes first. */
export interface Pipeline {
  readonly name: string;
  readonly priority: number;
  readonly vars: Placeholders;
  readonly steps: readonly Step[];
}

export interface Step {
  /** The step's own id, for the condition processing_item_applied. */
  readonly id: string | undefined;
  readonly applies: (rule: RuleState) => boolean;
  readonly appliesToField: (field: string) => boolean;
  readonly action: Action;
}

/** What a step may ask about the rule it is applied to. */
export interface RuleState {
  readonly logsource: Logsource;
  readonly applied: ReadonlySet<string>;
}

export type Action =
  | { readonly kind: 'map'; readonly fields: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'prefix'; readonly prefixes: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'affix'; readonly before: string; readonly after: string }
  | { readonly kind: 'add'; readonly condition: MapNode; readonly negated: boolean }
  | { readonly kind: 'logsource'; readonly logsource: Logsource }
  | { readonly kind: 'placeholders' };

/** What the pipelines make of one logsource. */
export interface Applied {
  readonly context: DetectionContext;
  /** Conditions to be ANDed to the rule. */
  readonly added: readonly Expression[];
}

/** Runs the pipelines, in order of priority, for a rule with this logsource. `placeholders` win over the pipelines' vars. */
export function applyPipelines(
  pipelines: readonly Pipeline[],
  logsource: Logsource,
  placeholders: Placeholders,
): Applied {
  const values = new Map<string, readonly (string | number)[]>();
  const maps: FieldMap[] = [];
  const pending: { readonly condition: MapNode; readonly negated: boolean; readonly from: number }[] = [];
  const applied = new Set<string>();
  let current = logsource;
  for (const pipeline of pipelines.toSorted((a, b) => a.priority - b.priority)) {
    for (const [name, list] of pipeline.vars) values.set(name, list);
    for (const step of pipeline.steps) {
      if (!step.applies({ logsource: current, applied })) continue;
      if (step.id !== undefined) applied.add(step.id);
      const { action } = step;
      if (action.kind === 'logsource') current = action.logsource;
      else if (action.kind === 'add') pending.push({ ...action, from: maps.length });
      else if (action.kind !== 'placeholders') maps.push(fieldMap(action, step.appliesToField));
    }
  }
  for (const [name, list] of placeholders) values.set(name, list);
  const context = { placeholders: values, mapField: chain(maps) };
  // An added condition meets only the steps after its own.
  const added = pending.map(({ condition, negated, from }): Expression => {
    const part = parseItems(condition, { placeholders: values, mapField: chain(maps.slice(from)) });
    return negated ? { kind: 'not', part } : part;
  });
  return { context, added };
}

function fieldMap(
  action: Extract<Action, { kind: 'map' | 'prefix' | 'affix' }>,
  appliesToField: (field: string) => boolean,
): FieldMap {
  return (field) => {
    if (!appliesToField(field)) return [field];
    switch (action.kind) {
      case 'map':
        return action.fields.get(field) ?? [field];
      case 'prefix': {
        const found = [...action.prefixes].find(([prefix]) => field.startsWith(prefix));
        return found ? found[1].map((prefix) => prefix + field.slice(found[0].length)) : [field];
      }
      case 'affix':
        return [action.before + field + action.after];
    }
  };
}

function chain(maps: readonly FieldMap[]): FieldMap {
  return (field) =>
    maps.reduce<readonly string[]>((names, map) => names.flatMap((name) => map(name)), [field]);
}
