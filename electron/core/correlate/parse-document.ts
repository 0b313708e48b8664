import { type Severity, severityFromName } from '#contract/severity.ts';
import { parseCorrelationSection } from './parse-correlation.ts';
import { type DetectionContext, parseDetectionSection } from './parse-detection.ts';
import { Faults, Refusal, together } from './refusal.ts';
import type { DocumentAst, FilterAst, Header, Logsource, Reference, RuleAst } from './rule-ast.ts';
import { child, childText, childTexts, type MapEntry, type MapNode, type YamlNode } from './yaml-tree.ts';

/** Gives a document's field names and placeholders once its logsource is known. */
export type ContextFor = (logsource: Logsource) => DetectionContext;

export const ANY_LOGSOURCE: Logsource = { product: undefined, category: undefined, service: undefined };

/** Levels that Sigma leaves open are the lowest that still shows. */
const DEFAULT_LEVEL: Severity = 1;

/** Undoes `action: global | reset | repeat`: every document that comes out stands on its own. */
export function foldActions(documents: readonly YamlNode[], faults: Faults): MapNode[] {
  const out: MapNode[] = [];
  let shared: MapNode | undefined;
  let previous: MapNode | undefined;
  const fold = (document: YamlNode): void => {
    if (document.kind !== 'map') throw new Refusal('a rule must be a map', document.offset);
    const action = childText(document, 'action');
    const own: MapNode = { ...document, entries: document.entries.filter((entry) => entry.key !== 'action') };
    if (action === 'global') shared = shared ? merge(shared, own) : own;
    else if (action === 'reset') {
      shared = undefined;
      // A reset document may carry a rule of its own, or nothing but the word.
      if (own.entries.length > 0) out.push((previous = own));
    } else if (action === 'repeat') {
      if (!previous) throw new Refusal("'action: repeat' has no rule before it", document.offset);
      out.push((previous = merge(previous, own)));
    } else if (action === undefined) out.push((previous = shared ? merge(shared, own) : own));
    else throw new Refusal(`unknown action '${action}'`, document.offset);
  };
  for (const document of documents) faults.try(() => fold(document), undefined);
  return out;
}

/** Maps are merged key by key; anything else is replaced. */
function merge(base: MapNode, over: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of over.entries) {
    const old = entries.get(entry.key)?.value;
    const { value } = entry;
    entries.set(
      entry.key,
      old?.kind === 'map' && value.kind === 'map' ? { ...entry, value: merge(old, value) } : entry,
    );
  }
  return { kind: 'map', entries: [...entries.values()], offset: over.offset };
}

/** What others may call a document by, even one that is refused. */
export function namesIn(map: MapNode): string[] {
  return [child(map, 'id'), child(map, 'name')].flatMap((node) => (node?.kind === 'scalar' ? node.text : []));
}

/** What a correlation refers to, even one that is refused. */
export function referencesIn(map: MapNode): readonly Reference[] {
  const section = child(map, 'correlation');
  if (section?.kind !== 'map') return [];
  return new Faults().try(() => childTexts(section, 'rules'), undefined) ?? [];
}

/** Reads one document: a rule, a correlation or a filter. Throws Refusal. */
export function parseDocument(map: MapNode, contextFor: ContextFor): DocumentAst {
  const detection = child(map, 'detection');
  const correlation = child(map, 'correlation');
  const filter = child(map, 'filter');
  const kinds = [detection, correlation, filter].filter((node) => node !== undefined);
  if (kinds.length !== 1) {
    throw new Refusal('a document needs one of detection, correlation and filter', map.offset);
  }
  if (detection) {
    if (detection.kind !== 'map') throw new Refusal("'detection' must be a map", detection.offset);
    return parseRule(map, detection, contextFor);
  }
  if (correlation) {
    if (correlation.kind !== 'map') throw new Refusal("'correlation' must be a map", correlation.offset);
    const { head, section } = together({
      head: () => header(map),
      section: () => parseCorrelationSection(correlation, map),
    });
    return { ...head, kind: 'correlation', ...section };
  }
  if (filter?.kind !== 'map') throw new Refusal("'filter' must be a map", filter?.offset ?? map.offset);
  return parseFilter(map, filter, contextFor);
}

function parseRule(map: MapNode, detection: MapNode, contextFor: ContextFor): RuleAst {
  const { head, ...parts } = together({
    head: () => header(map),
    logsource: () => parseLogsource(map),
    expression: () => parseDetectionSection(detection, contextFor(logsourceOf(map))),
  });
  return { ...head, kind: 'rule', ...parts };
}

function parseFilter(map: MapNode, filter: MapNode, contextFor: ContextFor): FilterAst {
  const { head, ...parts } = together({
    head: () => header(map),
    logsource: () => parseLogsource(map),
    expires: () => parseExpiry(map),
    references: () => parseFilterReferences(filter),
    expression: () => parseDetectionSection(filter, contextFor(logsourceOf(map))),
  });
  const { title, id, offset } = head;
  return {
    kind: 'filter',
    title,
    id,
    offset,
    ...parts,
    expressionFor: (actual) => parseDetectionSection(filter, contextFor(actual)),
  };
}

function parseFilterReferences(filter: MapNode): FilterAst['references'] {
  const rules = childTexts(filter, 'rules');
  const every = rules === undefined || rules.length === 0 || (rules.length === 1 && rules[0]?.text === 'any');
  return every ? undefined : rules;
}

function parseExpiry(map: MapNode): number | undefined {
  const text = childText(map, 'expires');
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new Refusal(`'${text}' is not a date`, child(map, 'expires')?.offset ?? map.offset);
  return time;
}

function parseLogsource(map: MapNode): Logsource {
  const node = child(map, 'logsource');
  if (node === undefined) return ANY_LOGSOURCE;
  if (node.kind !== 'map') throw new Refusal("'logsource' must be a map", node.offset);
  const part = (key: string): string | undefined => childText(node, key)?.toLowerCase();
  const logsource = together({
    product: () => part('product'),
    category: () => part('category'),
    service: () => part('service'),
  });
  if (!logsource.product && !logsource.category && !logsource.service) {
    throw new Refusal("'logsource' needs a product, a category or a service", node.offset);
  }
  return logsource;
}

/** What detections are read under: any, where the document's own is refused. */
function logsourceOf(map: MapNode): Logsource {
  return new Faults().try(() => parseLogsource(map), ANY_LOGSOURCE);
}

function header(map: MapNode): Header {
  const { id, name, title, level, tags } = together({
    id: () => childText(map, 'id'),
    name: () => childText(map, 'name'),
    title: () => childText(map, 'title'),
    level: () => parseLevel(map),
    tags: () => childTexts(map, 'tags') ?? [],
  });
  return {
    id,
    name,
    title: title ?? name ?? id ?? 'untitled',
    level,
    tags: tags.map((tag) => tag.text),
    offset: map.offset,
  };
}

function parseLevel(map: MapNode): Severity {
  const text = childText(map, 'level');
  const level = text === undefined ? DEFAULT_LEVEL : severityFromName(text);
  if (level === undefined)
    throw new Refusal(`unknown level '${text}'`, child(map, 'level')?.offset ?? map.offset);
  return level;
}
