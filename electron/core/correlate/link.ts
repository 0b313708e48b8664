import type { Condition } from './condition.ts';
import { namesOf } from './condition.ts';
import { each, Refusal, together } from './refusal.ts';
import type { CorrelationAst, DocumentAst, Reference, RuleAst } from './rule-ast.ts';

/** Something a correlation may refer to. */
export type Target = RuleAst | CorrelationAst;

/** Finds rules and correlations by id or by name, whatever file they are in. */
export class Registry {
  readonly #targets = new Map<string, Target>();

  /** False when the id is taken: the document must be refused. A name that is taken stays with its first owner. */
  add(document: DocumentAst): boolean {
    if (document.kind === 'filter') return true;
    if (document.id !== undefined) {
      if (this.#targets.has(document.id)) return false;
      this.#targets.set(document.id, document);
    }
    if (document.name !== undefined && !this.#targets.has(document.name))
      this.#targets.set(document.name, document);
    return true;
  }

  find(reference: string): Target | undefined {
    return this.#targets.get(reference);
  }
}

/** What a correlation refers to, each once, in its order. Throws Refusal for a reference to nothing. */
export function resolveReferences(correlation: CorrelationAst, registry: Registry): Target[] {
  const targets = each(correlation.references, (reference) => resolveReference(reference, registry));
  return [...new Set(targets)];
}

/** What one name refers to. Throws Refusal when that is nothing. */
export function resolveReference(reference: Reference, registry: Registry): Target {
  const target = registry.find(reference.text);
  if (!target) throw new Refusal(`no rule has the id or name '${reference.text}'`, reference.offset);
  return target;
}

/** Correlations ordered so that each comes after those it refers to. `onCycle` gets those that refer to themselves. */
export function inOrder(
  correlations: readonly CorrelationAst[],
  registry: Registry,
  onCycle: (correlation: CorrelationAst) => void,
): CorrelationAst[] {
  const state = new Map<CorrelationAst, 'open' | 'done'>();
  const out: CorrelationAst[] = [];
  const visit = (correlation: CorrelationAst): void => {
    if (state.get(correlation) === 'done') return;
    if (state.get(correlation) === 'open') {
      onCycle(correlation);
      return;
    }
    state.set(correlation, 'open');
    for (const { text } of correlation.references) {
      const target = registry.find(text);
      if (target?.kind === 'correlation') visit(target);
    }
    state.set(correlation, 'done');
    out.push(correlation);
  };
  for (const correlation of correlations) visit(correlation);
  return out;
}

/** Finds the field behind a group-by or value name for one of the correlation's rules: its alias, else the name itself. */
export function aliased(correlation: CorrelationAst, name: string, target: Target): string | undefined {
  const alias = correlation.aliases.get(name);
  if (!alias) return name;
  return (
    (target.name === undefined ? undefined : alias.get(target.name)) ??
    (target.id === undefined ? undefined : alias.get(target.id))
  );
}

export type Presence = (present: (position: number) => boolean) => boolean;

/** Compiles a correlation's condition in words to a test over which of its rules are present. Throws Refusal. */
export function compilePresence(condition: Condition, targets: readonly Target[]): Presence {
  switch (condition.kind) {
    case 'and': {
      const parts = each(condition.parts, (part) => compilePresence(part, targets));
      return (present) => parts.every((part) => part(present));
    }
    case 'or': {
      const parts = each(condition.parts, (part) => compilePresence(part, targets));
      return (present) => parts.some((part) => part(present));
    }
    case 'not': {
      const part = compilePresence(condition.part, targets);
      return (present) => !part(present);
    }
    case 'name': {
      const position = positionOf(condition.name, targets);
      if (position < 0)
        throw new Refusal(`'${condition.name}' is none of the correlation's rules`, condition.offset);
      return (present) => present(position);
    }
    case 'of': {
      const positions = positionsOf(condition.pattern, targets);
      if (positions.length === 0) throw new Refusal(`'${condition.pattern}' names no rule`, condition.offset);
      const count = condition.count === 'all' ? positions.length : condition.count;
      return (present) => positions.filter(present).length >= count;
    }
  }
}

/** Positions that a condition asks for without `not`. */
export function positivePositions(condition: Condition, targets: readonly Target[]): number[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...new Set(condition.parts.flatMap((part) => positivePositions(part, targets)))].toSorted(
        (a, b) => a - b,
      );
    case 'not':
      return [];
    case 'name':
      return [positionOf(condition.name, targets)];
    case 'of':
      return positionsOf(condition.pattern, targets);
  }
}

function positionOf(name: string, targets: readonly Target[]): number {
  return targets.findIndex((target) => target.name === name || target.id === name);
}

function positionsOf(pattern: string, targets: readonly Target[]): number[] {
  const found = new Set([
    ...namesOf(
      pattern,
      targets.flatMap((target) => target.name ?? []),
    ),
    ...namesOf(
      pattern,
      targets.flatMap((target) => target.id ?? []),
    ),
  ]);
  return targets.flatMap((target, position) =>
    (target.name !== undefined && found.has(target.name)) || (target.id !== undefined && found.has(target.id))
      ? [position]
      : [],
  );
}

/** Presence is kept as bits of one number. */
const MAX_POSITIONS = 31;

/** Checks everything in a correlation that names something else. Throws Refusal. */
export function checkReferences(correlation: CorrelationAst, registry: Registry): void {
  const targets = resolveReferences(correlation, registry);
  if (targets.length > MAX_POSITIONS && correlation.type.startsWith('temporal')) {
    throw new Refusal(
      `a ${correlation.type} correlation takes at most ${MAX_POSITIONS} rules`,
      correlation.offset,
    );
  }
  together({
    condition: () => correlation.condition && compilePresence(correlation.condition, targets),
    aliases: () =>
      each([...correlation.aliases], ([alias, fields]) =>
        each([...fields.keys()], (name) => {
          const target = registry.find(name);
          if (target && targets.includes(target)) return;
          throw new Refusal(
            `alias '${alias}' names '${name}', which is none of the correlation's rules`,
            correlation.aliasOffset,
          );
        }),
      ),
  });
}
