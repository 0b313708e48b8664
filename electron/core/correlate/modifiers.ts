import { encodeBase64, encodeBase64Offset, encodeUtf16 } from './encodings.ts';
import { networkFault } from './ip-network.ts';
import { Refusal } from './refusal.ts';
import type { CompareOp, TimePart, ValueTest } from './rule-ast.ts';
import { compileRegex } from './safe-regex.ts';
import {
  MANY,
  mapLiterals,
  type Pattern,
  parsePattern,
  plainText,
  tidy,
  withDashes,
} from './sigma-string.ts';
import type { ScalarNode } from './yaml-tree.ts';

/** Values for `%name%`, by name, as `expand` puts them in. */
export type Placeholders = ReadonlyMap<string, readonly (string | number)[]>;

const COMPARE: ReadonlyMap<string, CompareOp> = new Map([
  ['gt', 'gt'],
  ['gte', 'gte'],
  ['lt', 'lt'],
  ['lte', 'lte'],
]);
const TIME_PARTS: ReadonlyMap<string, TimePart> = new Map([
  ['minute', 'minute'],
  ['hour', 'hour'],
  ['day', 'day'],
  ['week', 'week'],
  ['month', 'month'],
  ['year', 'year'],
]);
const REGEX_FLAGS: ReadonlyMap<string, string> = new Map([
  ['i', 'i'],
  ['ignorecase', 'i'],
  ['m', 'm'],
  ['multiline', 'm'],
  ['s', 's'],
  ['dotall', 's'],
]);
const TRANSFORMS: ReadonlySet<string> = new Set([
  'contains',
  'startswith',
  'endswith',
  'windash',
  'wide',
  'utf16',
  'utf16le',
  'utf16be',
  'base64',
  'base64offset',
  'expand',
]);

/** A field's modifiers, sorted by what they do. */
export interface Modifiers {
  readonly all: boolean;
  readonly cased: boolean;
  readonly negate: boolean;
  readonly mode: 'text' | 'regex' | 'cidr' | 'exists' | 'fieldref' | 'number';
  readonly regexFlags: string;
  readonly compare: CompareOp | undefined;
  readonly time: TimePart | undefined;
  /** Applied to a text value, in the order written. */
  readonly transforms: readonly string[];
}

/** Reads `contains|all` and the like. `offset` is the key's. Throws Refusal for words Sigma does not have or that do not go together. */
export function parseModifiers(words: readonly string[], offset: number): Modifiers {
  let all = false;
  let cased = false;
  let negate = false;
  let mode: Modifiers['mode'] = 'text';
  let regexFlags = '';
  let compare: CompareOp | undefined;
  let time: TimePart | undefined;
  const transforms: string[] = [];
  const become = (next: Modifiers['mode']): void => {
    if (mode !== 'text') throw new Refusal(`modifiers '${words.join('|')}' do not go together`, offset);
    mode = next;
  };
  for (const word of words) {
    const flag = REGEX_FLAGS.get(word);
    if (word === 'all') all = true;
    else if (word === 'cased') cased = true;
    else if (word === 'neq') negate = true;
    else if (word === 're') become('regex');
    else if (word === 'cidr' || word === 'exists' || word === 'fieldref') become(word);
    else if (flag !== undefined) {
      if ((mode as string) !== 'regex') throw new Refusal(`modifier '${word}' needs 're' before it`, offset);
      regexFlags += flag;
    } else if (COMPARE.has(word)) {
      if (compare !== undefined)
        throw new Refusal(`modifiers '${words.join('|')}' do not go together`, offset);
      compare = COMPARE.get(word);
    } else if (TIME_PARTS.has(word)) {
      if (time !== undefined) throw new Refusal(`modifiers '${words.join('|')}' do not go together`, offset);
      time = TIME_PARTS.get(word);
    } else if (TRANSFORMS.has(word)) transforms.push(word);
    else
      throw new Refusal(word === '' ? 'a modifier is missing after |' : `unknown modifier '${word}'`, offset);
  }
  if (compare !== undefined || time !== undefined) become('number');
  const modifiers: Modifiers = { all, cased, negate, mode, regexFlags, compare, time, transforms };
  const allowed =
    modifiers.mode === 'text'
      ? TRANSFORMS
      : new Set(modifiers.mode === 'fieldref' ? ['contains', 'startswith', 'endswith'] : ['expand']);
  const odd = transforms.find((word) => !allowed.has(word));
  if (odd !== undefined) throw new Refusal(`modifier '${odd}' does not go with '${words.join('|')}'`, offset);
  return modifiers;
}

/** Compiles one value under its modifiers; `expand` and `base64offset` make several of it. */
export function valueTests(value: ScalarNode, modifiers: Modifiers, placeholders: Placeholders): ValueTest[] {
  const { offset } = value;
  switch (modifiers.mode) {
    case 'exists':
      if (typeof value.value !== 'boolean') throw new Refusal("'exists' needs true or false", offset);
      return [{ kind: 'exists', value: value.value }];
    case 'regex':
      if (value.value === null) throw new Refusal("'re' needs a regular expression", offset);
      return expandTexts(value.text, modifiers, placeholders, offset).map((source) => {
        const regex = compileRegex(source, modifiers.regexFlags);
        if (!regex.ok) throw new Refusal(`bad regular expression: ${regex.error}`, offset);
        return { kind: 'regex', source, flags: modifiers.regexFlags };
      });
    case 'cidr':
      if (value.value === null) throw new Refusal("'cidr' needs a network", offset);
      return expandTexts(value.text, modifiers, placeholders, offset).map((network) => {
        const fault = networkFault(network);
        if (fault !== undefined) throw new Refusal(fault, offset);
        return { kind: 'cidr', network };
      });
    case 'fieldref': {
      if (typeof value.value !== 'string' || value.text === '')
        throw new Refusal("'fieldref' needs a field's name", offset);
      const [mode = 'equals', ...more] = modifiers.transforms as ('contains' | 'startswith' | 'endswith')[];
      if (more.length > 0)
        throw new Refusal("'fieldref' takes one of contains, startswith, endswith", offset);
      return [{ kind: 'fieldref', fields: [value.text], mode, cased: modifiers.cased }];
    }
    case 'number':
      return expandTexts(value.text, modifiers, placeholders, offset).map((text) => {
        const number =
          value.value === null || typeof value.value === 'boolean' ? undefined : parseNumber(text);
        if (number === undefined) throw new Refusal(`'${value.text}' is not a number`, offset);
        const op = modifiers.compare ?? 'eq';
        return modifiers.time === undefined
          ? { kind: 'compare', op, value: number }
          : { kind: 'time', part: modifiers.time, op, value: number };
      });
    case 'text':
      return textTests(value, modifiers, placeholders);
  }
}

function textTests(value: ScalarNode, modifiers: Modifiers, placeholders: Placeholders): ValueTest[] {
  const { transforms, cased } = modifiers;
  if (transforms.length === 0 && !cased) {
    if (value.value === null) return [{ kind: 'null' }];
    if (typeof value.value === 'number') return [{ kind: 'number', value: value.value, text: value.text }];
    if (typeof value.value === 'boolean') return [{ kind: 'boolean', value: value.value }];
  }
  if (value.value === null)
    throw new Refusal(`null does not go with '${transforms.join('|') || 'cased'}'`, value.offset);
  let patterns: Pattern[] = transforms.includes('expand')
    ? expandPatterns(value.text, placeholders, value.offset)
    : [parsePattern(value.text)];
  // After wide and its kin a literal holds bytes as Latin-1 characters; base64 must not encode them again.
  let bytes = false;
  for (const word of transforms) {
    patterns = patterns.flatMap((pattern) => transform(pattern, word, bytes, value.offset));
    if (word.startsWith('utf16') || word === 'wide') bytes = true;
    if (word.startsWith('base64')) bytes = false;
  }
  return patterns.map((pattern) => ({ kind: 'pattern', pattern, cased }));
}

function transform(pattern: Pattern, word: string, bytes: boolean, offset: number): Pattern[] {
  switch (word) {
    case 'contains':
      return [tidy([MANY, ...pattern, MANY])];
    case 'startswith':
      return [tidy([...pattern, MANY])];
    case 'endswith':
      return [tidy([MANY, ...pattern])];
    case 'windash':
      return [withDashes(pattern)];
    case 'wide':
    case 'utf16le':
      return [mapLiterals(pattern, (text) => encodeUtf16(text, 'le'))];
    case 'utf16be':
      return [mapLiterals(pattern, (text) => encodeUtf16(text, 'be'))];
    case 'utf16':
      return [tidy(['\u00ff\u00fe', ...mapLiterals(pattern, (text) => encodeUtf16(text, 'le'))])];
    case 'base64':
      return [[encodeBase64(encodable(pattern, word, offset), bytes)]];
    case 'base64offset':
      return encodeBase64Offset(encodable(pattern, word, offset), bytes).map((text) => [text]);
    default:
      // expand has been done before the text was read.
      return [pattern];
  }
}

function encodable(pattern: Pattern, word: string, offset: number): string {
  const text = plainText(pattern);
  if (text === undefined || text === '')
    throw new Refusal(`'${word}' needs a text without wildcards`, offset);
  return text;
}

function expandTexts(
  text: string,
  modifiers: Modifiers,
  placeholders: Placeholders,
  offset: number,
): string[] {
  return modifiers.transforms.includes('expand') ? expand(text, placeholders, offset) : [text];
}

function expandPatterns(text: string, placeholders: Placeholders, offset: number): Pattern[] {
  return expand(text, placeholders, offset).map(parsePattern);
}

/** A value with many placeholders of many values multiplies; more than this is a mistake. */
const MAX_EXPANSIONS = 10_000;

function expand(text: string, placeholders: Placeholders, offset: number): string[] {
  let out = [''];
  let from = 0;
  for (const match of text.matchAll(/%([^%\s]+)%/g)) {
    const values = placeholders.get(match[1] ?? '');
    if (!values) throw new Refusal(`placeholder ${match[0]} has no value`, offset);
    const before = text.slice(from, match.index);
    out = out.flatMap((head) => values.map((value) => head + before + String(value)));
    if (out.length > MAX_EXPANSIONS) throw new Refusal('too many placeholder combinations', offset);
    from = match.index + match[0].length;
  }
  return out.map((head) => head + text.slice(from));
}

/** A decimal number, alone in its text; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  if (!/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
