import { covers } from './logsource.ts';
import { parseNumber } from './modifiers.ts';
import type { Action, Pipeline, RuleState, Step } from './pipeline.ts';
import { each, Refusal, together } from './refusal.ts';
import type { Logsource } from './rule-ast.ts';
import { child, childText, childTexts, type MapNode, readYaml, type YamlNode } from './yaml-tree.ts';

/** Reads the pipelines of a YAML text, pySigma's format. Throws Refusal: what we don't know would change what rules mean. */
export function parsePipelines(text: string): Pipeline[] {
  const { documents, faults } = readYaml(text);
  const pipelines = documents.flatMap((node) => faults.try(() => [parsePipeline(node)], []));
  faults.settle();
  return pipelines;
}

function parsePipeline(node: YamlNode): Pipeline {
  if (node.kind !== 'map') throw new Refusal('a pipeline must be a map', node.offset);
  return together({
    name: () => childText(node, 'name') ?? '',
    priority: () => parseNumber(childText(node, 'priority') ?? '0') ?? 0,
    vars: () => parseVars(node),
    steps: () => each(maps(node, 'transformations'), parseStep),
  });
}

function parseVars(pipeline: MapNode): Pipeline['vars'] {
  const node = child(pipeline, 'vars');
  const vars = new Map<string, readonly (string | number)[]>();
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return vars;
  if (node.kind !== 'map') throw new Refusal("'vars' must be a map", node.offset);
  for (const { key } of node.entries)
    vars.set(
      key,
      (childTexts(node, key) ?? []).map((value) => value.text),
    );
  return vars;
}

function parseStep(node: MapNode): Step {
  const type = childText(node, 'type');
  if (type === undefined) throw new Refusal("a transformation needs a 'type'", node.offset);
  return together({
    id: () => childText(node, 'id'),
    applies: () => parseRuleConditions(node),
    appliesToField: () => parseFieldConditions(node),
    action: () => parseAction(type, node),
  });
}

function parseAction(type: string, node: MapNode): Action {
  switch (type) {
    case 'field_name_mapping':
      return { kind: 'map', fields: parseMapping(node) };
    case 'field_name_prefix_mapping':
      return { kind: 'prefix', prefixes: parseMapping(node) };
    case 'field_name_prefix':
      return { kind: 'affix', before: childText(node, 'prefix') ?? '', after: '' };
    case 'field_name_suffix':
      return { kind: 'affix', before: '', after: childText(node, 'suffix') ?? '' };
    case 'add_condition': {
      const condition = child(node, 'conditions');
      if (condition?.kind !== 'map') throw new Refusal("add_condition needs 'conditions'", node.offset);
      return { kind: 'add', condition, negated: childText(node, 'negated') === 'true' };
    }
    case 'change_logsource':
      return { kind: 'logsource', logsource: parseLogsource(node) };
    case 'value_placeholders':
      return { kind: 'placeholders' };
    default:
      throw new Refusal(`unknown transformation '${type}'`, child(node, 'type')?.offset ?? node.offset);
  }
}

function parseMapping(node: MapNode): ReadonlyMap<string, readonly string[]> {
  const mapping = child(node, 'mapping');
  if (mapping?.kind !== 'map') throw new Refusal("a field mapping needs 'mapping'", node.offset);
  return new Map(
    mapping.entries.map(({ key }) => [key, (childTexts(mapping, key) ?? []).map((name) => name.text)]),
  );
}

function parseLogsource(node: MapNode): Logsource {
  const part = (key: string): string | undefined => childText(node, key)?.toLowerCase();
  return { product: part('product'), category: part('category'), service: part('service') };
}

type RuleCondition = (rule: RuleState) => boolean;

function parseRuleConditions(step: MapNode): RuleCondition {
  const conditions = each(maps(step, 'rule_conditions'), parseRuleCondition);
  if (conditions.length === 0) return () => true;
  const any = childText(step, 'rule_cond_op') === 'or';
  const not = childText(step, 'rule_cond_not') === 'true';
  return (rule) => {
    const holds = any ? conditions.some((c) => c(rule)) : conditions.every((c) => c(rule));
    return holds !== not;
  };
}

function parseRuleCondition(node: MapNode): RuleCondition {
  const type = childText(node, 'type');
  switch (type) {
    case 'logsource': {
      const wanted = parseLogsource(node);
      return (rule) => covers(wanted, rule.logsource);
    }
    case 'processing_item_applied': {
      const id = childText(node, 'processing_item_id') ?? '';
      return (rule) => rule.applied.has(id);
    }
    default:
      throw new Refusal(`unknown rule condition '${type ?? ''}'`, child(node, 'type')?.offset ?? node.offset);
  }
}

function parseFieldConditions(step: MapNode): (field: string) => boolean {
  const conditions = each(maps(step, 'field_name_conditions'), (node) => {
    const type = childText(node, 'type');
    const names = new Set((childTexts(node, 'fields') ?? []).map((name) => name.text));
    if (type === 'include_fields') return (field: string) => names.has(field);
    if (type === 'exclude_fields') return (field: string) => !names.has(field);
    throw new Refusal(
      `unknown field name condition '${type ?? ''}'`,
      child(node, 'type')?.offset ?? node.offset,
    );
  });
  if (conditions.length === 0) return () => true;
  const any = childText(step, 'field_name_cond_op') === 'or';
  const not = childText(step, 'field_name_cond_not') === 'true';
  return (field) => (any ? conditions.some((c) => c(field)) : conditions.every((c) => c(field))) !== not;
}

function maps(node: MapNode, key: string): MapNode[] {
  const list: YamlNode | undefined = child(node, key);
  if (list === undefined || (list.kind === 'scalar' && list.value === null)) return [];
  if (list.kind !== 'list') throw new Refusal(`'${key}' must be a list`, list.offset);
  return each(list.items, (item) => {
    if (item.kind !== 'map') throw new Refusal(`'${key}' must list maps`, item.offset);
    return item;
  });
}
