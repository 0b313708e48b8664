import { type Condition, namesOf, parseCondition } from './condition.ts';
import { type Modifiers, type Placeholders, parseModifiers, valueTests } from './modifiers.ts';
import { each, Faults, Refusal } from './refusal.ts';
import type { Expression, Item, ValueTest } from './rule-ast.ts';
import { MANY, type Pattern, tidy } from './sigma-string.ts';
import type { MapEntry, MapNode, ScalarNode, YamlNode } from './yaml-tree.ts';

/** Renames a field; several names when it is mapped 1:n. The pipelines give one for each rule. */
export type FieldMap = (field: string) => readonly string[];

export interface DetectionContext {
  readonly placeholders: Placeholders;
  readonly mapField: FieldMap;
}

/** Keys of a detection (or filter) section that are not detections. */
const RESERVED: ReadonlySet<string> = new Set(['condition', 'timeframe', 'rules']);

/** Reads a `detection` or `filter` section, its condition resolved. Throws Refusal for whatever Sigma does not allow. */
export function parseDetectionSection(section: MapNode, context: DetectionContext): Expression {
  const faults = new Faults();
  const detections = new Map<string, Expression>();
  let conditions: readonly ScalarNode[] | undefined;
  for (const entry of section.entries) {
    if (entry.key === 'condition') conditions = faults.try(() => conditionTexts(entry), []);
    else if (!RESERVED.has(entry.key))
      detections.set(
        entry.key,
        faults.try(() => parseDetection(entry.value, context), NOTHING),
      );
  }
  const parts = faults.try(() => {
    if (!conditions) throw new Refusal("'condition' is missing", section.offset);
    if (detections.size === 0)
      throw new Refusal('there is no detection beside the condition', section.offset);
    return each(conditions, (text) => resolve(parseCondition(text.text, text.offset), detections));
  }, []);
  faults.settle();
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
}

/** Stands for a detection that is refused, so that the condition may name it. */
const NOTHING: Expression = { kind: 'or', parts: [] };

function conditionTexts(entry: MapEntry): ScalarNode[] {
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  if (nodes.length === 0) throw new Refusal("'condition' is empty", entry.offset);
  return each(nodes, (node) => {
    if (node.kind !== 'scalar' || node.text.trim() === '')
      throw new Refusal("'condition' must be text", node.offset);
    return node;
  });
}

/** Replaces names by what they stand for. */
function resolve(condition: Condition, detections: ReadonlyMap<string, Expression>): Expression {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, parts: each(condition.parts, (part) => resolve(part, detections)) };
    case 'not':
      return { kind: 'not', part: resolve(condition.part, detections) };
    case 'name': {
      const expression = detections.get(condition.name);
      if (!expression)
        throw new Refusal(`the condition names '${condition.name}', which is not defined`, condition.offset);
      return expression;
    }
    case 'of': {
      const names = namesOf(condition.pattern, [...detections.keys()]);
      if (names.length === 0)
        throw new Refusal(`'${condition.pattern}' names no detection`, condition.offset);
      const parts = names.flatMap((name) => detections.get(name) ?? []);
      if (condition.count === 'all') return { kind: 'and', parts };
      if (condition.count === 1) return { kind: 'or', parts };
      return { kind: 'of', count: condition.count, parts };
    }
  }
}

/** One named detection: a map (all items), a list (any element) or a lone keyword. */
function parseDetection(node: YamlNode, context: DetectionContext): Expression {
  switch (node.kind) {
    case 'map':
      return parseItems(node, context);
    case 'scalar':
      return keywords([node], parseModifiers([], node.offset), context, node.offset);
    case 'list': {
      if (node.items.length === 0) throw new Refusal('an empty list matches nothing', node.offset);
      const parts = each(node.items, (element) => {
        if (element.kind === 'list') throw new Refusal('a list in a list is not a detection', element.offset);
        return parseDetection(element, context);
      });
      return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
    }
  }
}

/** Reads a map of items, all of which must hold: a detection, or the condition a pipeline adds. */
export function parseItems(node: MapNode, context: DetectionContext): Expression {
  if (node.entries.length === 0) throw new Refusal('an empty map matches nothing', node.offset);
  const parts = each(node.entries, (entry) => parseItem(entry, context));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
}

function parseItem(entry: MapEntry, context: DetectionContext): Expression {
  const [field = '', ...words] = entry.key.split('|');
  const modifiers = parseModifiers(words, entry.offset);
  const values = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  if (modifiers.all && values.length < 2)
    throw new Refusal("'all' needs a list of at least two values", entry.offset);
  if (values.length === 0) throw new Refusal(`'${entry.key}' has no values`, entry.offset);
  const scalars = each(values, (value) => {
    if (value.kind !== 'scalar') throw new Refusal(`'${entry.key}' must have plain values`, value.offset);
    return value;
  });
  if (field === '') return keywords(scalars, modifiers, context, entry.offset);
  return item(context.mapField(field), scalars, modifiers, context);
}

function item(
  fields: readonly string[],
  values: readonly ScalarNode[],
  modifiers: Modifiers,
  context: DetectionContext,
): Expression {
  const groups = each(values, (value) =>
    valueTests(value, modifiers, context.placeholders).map((test) => mapReference(test, context)),
  );
  // Under `all` the variants of one value (base64offset, expand) are still alternatives of each other.
  if (modifiers.all && groups.some((group) => group.length > 1)) {
    const parts = groups.map((tests): Item => ({ kind: 'item', fields, tests, all: false, negate: false }));
    return modifiers.negate ? { kind: 'not', part: { kind: 'and', parts } } : { kind: 'and', parts };
  }
  return { kind: 'item', fields, tests: groups.flat(), all: modifiers.all, negate: modifiers.negate };
}

function mapReference(test: ValueTest, context: DetectionContext): ValueTest {
  if (test.kind !== 'fieldref') return test;
  return { ...test, fields: test.fields.flatMap((field) => context.mapField(field)) };
}

/** A keyword is looked for anywhere in a value. */
function keywords(
  values: readonly ScalarNode[],
  modifiers: Modifiers,
  context: DetectionContext,
  offset: number,
): Expression {
  const groups = each(values, (value) => {
    if (value.value === null) throw new Refusal('a keyword cannot be null', value.offset);
    return valueTests(value, modifiers, context.placeholders).map((test): ValueTest => {
      switch (test.kind) {
        case 'pattern':
          return { ...test, pattern: tidy([MANY, ...test.pattern, MANY]) };
        case 'number':
        case 'boolean':
          return { kind: 'pattern', pattern: anywhere(value.text), cased: false };
        case 'regex':
        case 'cidr':
          return test;
        default:
          throw new Refusal('this modifier needs a field', offset);
      }
    });
  });
  if (modifiers.all && groups.some((group) => group.length > 1)) {
    const parts = groups.map(
      (tests): Item => ({ kind: 'item', fields: [], tests, all: false, negate: false }),
    );
    return { kind: 'and', parts };
  }
  return { kind: 'item', fields: [], tests: groups.flat(), all: modifiers.all, negate: modifiers.negate };
}

function anywhere(text: string): Pattern {
  return [MANY, text, MANY];
}
