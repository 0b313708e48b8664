import type { DetectionRule } from '#contract/detection.ts';
import { attackTags } from './attack-tags.ts';
import { compileExpression } from './compile.ts';
import type { FieldTable } from './fields.ts';
import {
  aliased,
  compilePresence,
  inOrder,
  positivePositions,
  type Registry,
  resolveReferences,
  type Target,
} from './link.ts';
import { covers } from './logsource.ts';
import type { Applied } from './pipeline.ts';
import type {
  CorrelationAst,
  DocumentAst,
  Expression,
  FilterAst,
  Header,
  Logsource,
  RuleAst,
} from './rule-ast.ts';
import type {
  CompiledCorrelation,
  CompiledRule,
  CorrelationFeed,
  Output,
  RuleFeed,
  RuleSet,
  Source,
} from './rule-set.ts';

export interface BuildParts {
  readonly registry: Registry;
  readonly table: FieldTable;
  readonly asIs: boolean;
  readonly applied: (logsource: Logsource) => Applied;
}

/** Joins checked documents into a rule set: filters and pipelines into expressions, correlations to what feeds them. */
export function buildRuleSet(documents: readonly DocumentAst[], parts: BuildParts): RuleSet {
  const rules = documents.filter((document) => document.kind === 'rule');
  const filters = documents.filter((document) => document.kind === 'filter');
  const correlations = inOrder(
    documents.filter((document) => document.kind === 'correlation'),
    parts.registry,
    () => undefined,
  );
  const builder = new Builder(parts, filters);
  // Parents first, so that a feed finds its target; the set lists children first.
  const built = correlations
    .toReversed()
    .map((correlation, i) => builder.correlation(correlation, correlations.length - 1 - i));
  return {
    asIs: parts.asIs,
    table: parts.table,
    rules: rules.map((rule) => builder.rule(rule)),
    correlations: built.toReversed(),
  };
}

interface Parent {
  readonly ast: CorrelationAst;
  readonly compiled: CompiledCorrelation;
  readonly position: number;
  readonly carriedNames: readonly string[];
}

class Builder {
  readonly #parts: BuildParts;
  readonly #filters: readonly FilterAst[];
  readonly #parents = new Map<Target, Parent[]>();
  readonly #identities = new Map<Target, string>();

  constructor(parts: BuildParts, filters: readonly FilterAst[]) {
    this.#parts = parts;
    this.#filters = filters;
  }

  rule(ast: RuleAst): CompiledRule {
    const parents = this.#parents.get(ast) ?? [];
    const { mapField } = this.#parts.applied(ast.logsource).context;
    const slots = (name: string | undefined): number[] =>
      name === undefined ? [] : mapField(name).map((field) => this.#parts.table.slot(field));
    const expression = this.#expression(ast);
    return {
      rule: detectionRule(ast),
      logsource: ast.logsource,
      expression,
      check: compileExpression(expression, this.#parts.table),
      identity: parents.length > 0 ? this.#identity(ast) : detectionRule(ast).id,
      output: output(parents),
      feeds: parents.map(
        ({ ast: parent, compiled, position, carriedNames }): RuleFeed => ({
          target: compiled,
          position,
          group: parent.groupBy.map((name) => slots(aliased(parent, name, ast))),
          values: parent.fields.map((name) => slots(aliased(parent, name, ast))),
          carried: carriedNames.map((name) => slots(aliased(parent, name, ast))),
        }),
      ),
    };
  }

  correlation(ast: CorrelationAst, index: number): CompiledCorrelation {
    const parents = this.#parents.get(ast) ?? [];
    const asked = parents.flatMap(({ ast: parent, carriedNames }) =>
      [...parent.groupBy, ...parent.fields, ...carriedNames].flatMap(
        (name) => aliased(parent, name, ast) ?? [],
      ),
    );
    const carriedNames = [...new Set(asked)].filter((name) => !ast.groupBy.includes(name));
    const source = (name: string | undefined): Source => {
      if (name === undefined) return undefined;
      const inGroup = ast.groupBy.indexOf(name);
      return inGroup >= 0
        ? { from: 'group', index: inGroup }
        : { from: 'carried', index: carriedNames.indexOf(name) };
    };
    const targets = resolveReferences(ast, this.#parts.registry);
    const everyPosition = targets.map((_, position) => position);
    const compiled: CompiledCorrelation = {
      index,
      rule: detectionRule(ast),
      type: ast.type,
      timespanMs: ast.timespanMs,
      thresholds:
        ast.thresholds.length > 0 || ast.condition ? ast.thresholds : [{ op: 'gte', value: targets.length }],
      percentile: ast.percentile,
      condition: ast.condition && compilePresence(ast.condition, targets),
      positive: ast.condition ? positivePositions(ast.condition, targets) : everyPosition,
      positions: targets.length,
      minEntries: minEntries(ast),
      groupNames: ast.groupBy,
      identity: this.#identity(ast),
      feeds: parents.map(
        ({ ast: parent, compiled: target, position, carriedNames: names }): CorrelationFeed => ({
          target,
          position,
          group: parent.groupBy.map((name) => source(aliased(parent, name, ast))),
          values: parent.fields.map((name) => source(aliased(parent, name, ast))),
          carried: names.map((name) => source(aliased(parent, name, ast))),
        }),
      ),
    };
    targets.forEach((target, position) => {
      const list = this.#parents.get(target) ?? [];
      list.push({ ast, compiled, position, carriedNames });
      this.#parents.set(target, list);
    });
    return compiled;
  }

  #expression(ast: RuleAst): Expression {
    const filters = this.#filters
      .filter((filter) => applies(filter, ast))
      .map((filter) => filter.expressionFor(ast.logsource));
    const { added } = this.#parts.applied(ast.logsource);
    if (filters.length === 0 && added.length === 0) return ast.expression;
    return { kind: 'and', parts: [...added, ast.expression, ...filters] };
  }

  /** Only correlations and what they refer to are asked: their windows outlive a reload. */
  #identity(target: Target): string {
    const known = this.#identities.get(target);
    if (known !== undefined) return known;
    const identity =
      target.kind === 'rule'
        ? JSON.stringify([target.id, target.title, target.logsource, this.#expression(target)])
        : JSON.stringify(
            [
              {
                ...target,
                aliases: [...target.aliases].map(([name, map]) => [name, ...map]),
                offset: 0,
                aliasOffset: 0,
              },
              resolveReferences(target, this.#parts.registry).map((inner) => this.#identity(inner)),
            ],
            (key, value: unknown) => (key === 'offset' ? 0 : value),
          );
    this.#identities.set(target, identity);
    return identity;
  }
}

/** Each event adds at most one to a count. */
function minEntries({ type, thresholds }: CorrelationAst): number {
  if (type !== 'event_count' && type !== 'value_count') return 1;
  const least = thresholds.map(({ op, value }) =>
    op === 'gte' || op === 'eq' ? value : op === 'gt' ? value + 1 : 1,
  );
  return Math.max(1, ...least);
}

function applies(filter: FilterAst, rule: RuleAst): boolean {
  if (!covers(filter.logsource, rule.logsource)) return false;
  if (!filter.references) return true;
  return filter.references.some(({ text }) => text === rule.id || text === rule.name);
}

function output(parents: readonly Parent[]): Output {
  if (parents.length === 0 || parents.some(({ ast }) => ast.generate === true)) return 'told';
  return parents.some(({ ast }) => ast.generate === false) ? 'silent' : 'unsaid';
}

function detectionRule(header: Header): DetectionRule {
  return {
    id: header.id ?? header.name ?? header.title,
    title: header.title,
    level: header.level,
    ...attackTags(header.tags),
  };
}
