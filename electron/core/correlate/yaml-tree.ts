import { type Document, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { each, Faults, Refusal } from './refusal.ts';

/** A YAML document as the readers want it: plain, with the offset of everything, aliases resolved. */
export type YamlNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly offset: number;
}

export interface MapEntry {
  readonly key: string;
  readonly value: YamlNode;
  /** Of the key. */
  readonly offset: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly offset: number;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written: a number's digits survive beyond 2^53. */
  readonly text: string;
  readonly offset: number;
}

/** Aliases may repeat a tree, and its repeats again: a file that follows so many is a bomb, not a rule. */
const MAX_ALIASES = 1000;
const MAX_NODES = 1_000_000;
const MAX_DEPTH = 64;

export interface YamlText {
  /** Without the empty ones. */
  readonly documents: readonly YamlNode[];
  /** Documents that can't be read are missing above. */
  readonly faults: Faults;
}

/** Reads every document of a YAML text, also after one that can't be read. */
export function readYaml(text: string): YamlText {
  const faults = new Faults();
  // Without prettyErrors a message is one line; the place is told by the offset. The parser would compare every key of
  // a map with every other.
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents)) return { documents: [], faults };
  const converter = new Converter();
  return {
    documents: documents.flatMap((document) => faults.try(() => readDocument(document, converter), [])),
    faults,
  };
}

function readDocument(document: Document.Parsed, converter: Converter): YamlNode[] {
  // Behind the first fault the parser sees others that are none.
  const [error] = document.errors;
  if (error) throw new Refusal(`not YAML: ${error.message}`, error.pos[0]);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  return [converter.convert(contents, document, 0)];
}

class Converter {
  #left = MAX_NODES;
  #aliases = MAX_ALIASES;

  convert(node: unknown, document: Document.Parsed, depth: number): YamlNode {
    const offset = offsetOf(node);
    if (--this.#left < 0) throw new Refusal('too many nodes', offset);
    if (depth > MAX_DEPTH) throw new Refusal(`nested deeper than ${MAX_DEPTH} levels`, offset);
    if (isAlias(node)) {
      if (--this.#aliases < 0) throw new Refusal('too many aliases', offset);
      const target = node.resolve(document);
      if (!target) throw new Refusal(`unknown alias *${node.source}`, offset);
      return this.convert(target, document, depth + 1);
    }
    if (isMap(node)) {
      const keys = new Set<unknown>();
      const entries = each(node.items, (pair): MapEntry => {
        if (!isScalar(pair.key)) throw new Refusal('a key must be a plain word', offset);
        const { value: name } = pair.key;
        const keyOffset = offsetOf(pair.key);
        if (keys.has(name)) throw new Refusal(`the key '${textOf(pair.key)}' is there twice`, keyOffset);
        keys.add(name);
        const value =
          pair.value === null
            ? ({ kind: 'scalar', value: null, text: '', offset: keyOffset } as const)
            : this.convert(pair.value, document, depth + 1);
        return { key: textOf(pair.key), value, offset: keyOffset };
      });
      return { kind: 'map', entries, offset };
    }
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: each(node.items, (item) => this.convert(item, document, depth + 1)),
        offset,
      };
    }
    if (!isScalar(node)) return { kind: 'scalar', value: null, text: '', offset };
    const { value } = node;
    if (value === null || value === undefined) return { kind: 'scalar', value: null, text: '', offset };
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return { kind: 'scalar', value, text: textOf(node), offset };
    }
    throw new Refusal('this kind of value has no place in a rule', offset);
  }
}

function textOf(node: { readonly value: unknown; readonly source?: string | undefined }): string {
  const { value } = node;
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  // 0x10 and 1e3 are numbers in other clothes: only plain decimal digits are worth keeping as written.
  if (node.source !== undefined && /^-?\d+$/.test(node.source)) return node.source;
  return JSON.stringify(value);
}

function offsetOf(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node)) return 0;
  return Array.isArray(node.range) && typeof node.range[0] === 'number' ? node.range[0] : 0;
}

/** The value under a key; undefined when the map has no such key. */
export function child(map: MapNode, key: string): YamlNode | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

/** A key's text; undefined when absent or null. Throws Refusal when it is a list or a map. */
export function childText(map: MapNode, key: string): string | undefined {
  const node = child(map, key);
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined;
  if (node.kind !== 'scalar') throw new Refusal(`'${key}' must be text`, node.offset);
  return node.text;
}

/** A text or a list of texts as a list; undefined when the key is absent or null. Throws Refusal for anything else. */
export function childTexts(
  map: MapNode,
  key: string,
): { readonly text: string; readonly offset: number }[] | undefined {
  const node = child(map, key);
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined;
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'map') throw new Refusal(`'${key}' must be a list`, node.offset);
  return each(node.items, (item) => {
    if (item.kind !== 'scalar' || item.value === null)
      throw new Refusal(`'${key}' must list texts`, item.offset);
    return item;
  });
}
