import { parseCondition } from './condition.ts';
import { parseNumber } from './modifiers.ts';
import { each, Refusal, together } from './refusal.ts';
import type { CorrelationAst, CorrelationType, Threshold } from './rule-ast.ts';
import { child, childText, childTexts, type MapNode, type YamlNode } from './yaml-tree.ts';

type Section = Omit<CorrelationAst, 'kind' | 'id' | 'name' | 'title' | 'level' | 'tags' | 'offset'>;

const TYPES: ReadonlySet<string> = new Set<CorrelationType>([
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
]);
const OPS: ReadonlySet<string> = new Set<Threshold['op']>(['gt', 'gte', 'lt', 'lte', 'eq', 'neq']);
const KEYS: ReadonlySet<string> = new Set([
  'type',
  'rules',
  'group-by',
  'timespan',
  'condition',
  'aliases',
  'generate',
  'field',
]);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);
/** Ten years: beyond it the sum of times would lose its milliseconds' worth of sense. */
const MAX_TIMESPAN_MS = 3650 * 86_400_000;

/** Reads a `correlation` section; references are not resolved yet. Throws Refusal. */
export function parseCorrelationSection(section: MapNode, document: MapNode): Section {
  const { criterion, aliasing, ...parts } = together({
    keys: () => refuseUnknown(section),
    type: () => parseType(section),
    references: () => parseReferences(section),
    groupBy: () => (childTexts(section, 'group-by') ?? []).map((field) => field.text),
    aliasing: () => parseAliases(section),
    timespanMs: () => parseTimespan(section),
    criterion: () => parseCriterion(section, typeOf(section)),
    generate: () => parseGenerate(section) ?? parseGenerate(document),
  });
  const { type, references, groupBy, timespanMs, generate } = parts;
  return { type, references, groupBy, ...aliasing, timespanMs, ...criterion, generate };
}

function refuseUnknown(section: MapNode): void {
  each(
    section.entries.filter(({ key }) => !KEYS.has(key)),
    ({ key, offset }) => {
      throw new Refusal(`unknown key '${key}' in the correlation`, offset);
    },
  );
}

function parseType(section: MapNode): CorrelationType {
  const text = childText(section, 'type');
  if (text === undefined) throw new Refusal("'type' is missing", section.offset);
  if (!isType(text)) throw new Refusal(`unknown correlation type '${text}'`, at(section, 'type'));
  return text;
}

/** Undefined where the type is refused: then nothing can be said of what it needs. */
function typeOf(section: MapNode): CorrelationType | undefined {
  const node = child(section, 'type');
  return node?.kind === 'scalar' && isType(node.text) ? node.text : undefined;
}

function parseReferences(section: MapNode): CorrelationAst['references'] {
  const references = childTexts(section, 'rules') ?? [];
  if (references.length === 0) throw new Refusal("'rules' is missing or empty", section.offset);
  return references;
}

function isType(text: string): text is CorrelationType {
  return TYPES.has(text);
}

function isOp(text: string): text is Threshold['op'] {
  return OPS.has(text);
}

function at(map: MapNode, key: string): number {
  return child(map, key)?.offset ?? map.offset;
}

type Criterion = Pick<Section, 'thresholds' | 'fields' | 'percentile' | 'condition'>;

const NO_CRITERION: Criterion = { thresholds: [], fields: [], percentile: 50, condition: undefined };

function parseCriterion(section: MapNode, type: CorrelationType | undefined): Criterion {
  const temporal = type === undefined || type === 'temporal' || type === 'temporal_ordered';
  const node = child(section, 'condition');
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) {
    if (!temporal) throw new Refusal("'condition' is missing", section.offset);
    return NO_CRITERION;
  }
  if (node.kind === 'scalar') {
    if (!temporal) throw new Refusal(`${type} needs a condition such as 'gte: 5'`, node.offset);
    return { ...NO_CRITERION, condition: parseCondition(node.text, node.offset) };
  }
  if (node.kind === 'list') throw new Refusal("'condition' must be a map or a text", node.offset);
  const read = together({
    numbers: () => parseNumbers(node),
    fields: () => parseFields(section, node, type),
  });
  return { ...read.numbers, fields: read.fields, condition: undefined };
}

/** What a condition such as `{ gte: 5, percentile: 95 }` compares with. */
function parseNumbers(condition: MapNode): Pick<Criterion, 'thresholds' | 'percentile'> {
  const thresholds: Threshold[] = [];
  let { percentile } = NO_CRITERION;
  each(condition.entries, (entry) => {
    if (isOp(entry.key)) thresholds.push({ op: entry.key, value: number(entry.value) });
    else if (entry.key === 'percentile') {
      percentile = number(entry.value);
      if (percentile < 0 || percentile > 100) throw new Refusal('a percentile is 0 to 100', entry.offset);
    } else if (entry.key !== 'field')
      throw new Refusal(`unknown key '${entry.key}' in the condition`, entry.offset);
  });
  if (thresholds.length === 0)
    throw new Refusal('the condition has no gt, gte, lt, lte, eq or neq', condition.offset);
  return { thresholds, percentile };
}

function parseFields(section: MapNode, condition: MapNode, type: CorrelationType | undefined): string[] {
  const fields = (childTexts(condition, 'field') ?? childTexts(section, 'field') ?? []).map(
    (field) => field.text,
  );
  if (type === 'value_percentile' && !child(condition, 'percentile')) {
    throw new Refusal("value_percentile needs a 'percentile'", condition.offset);
  }
  if (type?.startsWith('value_') && fields.length === 0) {
    throw new Refusal(`${type} needs a 'field' in its condition`, condition.offset);
  }
  if (type !== undefined && type !== 'value_count' && fields.length > 1) {
    throw new Refusal(`${type} takes one field`, condition.offset);
  }
  return fields;
}

function number(node: YamlNode): number {
  const value = node.kind === 'scalar' && node.value !== null ? parseNumber(node.text) : undefined;
  if (value === undefined) throw new Refusal('a number is needed here', node.offset);
  return value;
}

function parseTimespan(section: MapNode): number {
  const text = childText(section, 'timespan');
  if (text === undefined) throw new Refusal("'timespan' is missing", section.offset);
  const [, amount = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS.get(unit) ?? 0);
  if (!(ms > 0) || ms > MAX_TIMESPAN_MS) {
    throw new Refusal(
      `'${text}' is not a timespan: a number above 0 and one of s, m, h, d`,
      at(section, 'timespan'),
    );
  }
  return ms;
}

function parseAliases(section: MapNode): Pick<Section, 'aliases' | 'aliasOffset'> {
  const node = child(section, 'aliases');
  const aliases = new Map<string, ReadonlyMap<string, string>>();
  if (node === undefined || (node.kind === 'scalar' && node.value === null))
    return { aliases, aliasOffset: 0 };
  if (node.kind !== 'map') throw new Refusal("'aliases' must be a map", node.offset);
  each(node.entries, (alias) => {
    if (alias.value.kind !== 'map')
      throw new Refusal(`alias '${alias.key}' must map rules to fields`, alias.offset);
    const fields = new Map<string, string>();
    each(alias.value.entries, (entry) => {
      if (entry.value.kind !== 'scalar' || entry.value.text === '') {
        throw new Refusal(`alias '${alias.key}' must name a field`, entry.offset);
      }
      fields.set(entry.key, entry.value.text);
    });
    aliases.set(alias.key, fields);
  });
  return { aliases, aliasOffset: node.offset };
}

function parseGenerate(map: MapNode): boolean | undefined {
  const node = child(map, 'generate');
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined;
  if (node.kind !== 'scalar' || typeof node.value !== 'boolean') {
    throw new Refusal("'generate' must be true or false", node.offset);
  }
  return node.value;
}
