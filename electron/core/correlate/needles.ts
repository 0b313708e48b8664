import type { FieldTable } from './fields.ts';
import { frequency } from './rarity.ts';
import type { Expression, Item, ValueTest } from './rule-ast.ts';
import { regexLiteral } from './regex-literal.ts';
import { type Pattern, plainText } from './sigma-string.ts';

/** The pseudo slot of keywords: every value of the event. */
export const KEYWORDS = -1;

/** Something that must be in an event for a rule to match: a text, in lower case, at a place in a field. */
export interface Needle {
  readonly slot: number;
  /** `present`: any value at all. */
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'contains' | 'present';
  readonly text: string;
}

/** Needles of which at least one is in every event that matches, with how often that is to be expected, 0 to 1. */
export interface Requirement {
  readonly needles: readonly Needle[];
  readonly cost: number;
}

/** All that an expression requires, dearest last; empty when it can match without any of it (say, by a field's absence). */
export function requirements(expression: Expression, table: FieldTable): Requirement[] {
  return alternatives(expression, table)
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, MAX_ALTERNATIVES);
}

/** Choices kept for a rule whose first turns out to be common in the traffic. */
const MAX_ALTERNATIVES = 4;

function alternatives(expression: Expression, table: FieldTable): Requirement[] {
  switch (expression.kind) {
    case 'and':
      return expression.parts.flatMap((part) => alternatives(part, table));
    case 'or':
    case 'of':
      return union(expression.parts.map((part) => cheapest(alternatives(part, table))));
    case 'not':
      return [];
    case 'item':
      return itemRequirements(expression, table);
  }
}

function cheapest(list: readonly Requirement[]): Requirement | undefined {
  let best: Requirement | undefined;
  for (const one of list) if (!best || one.cost < best.cost) best = one;
  return best;
}

/** One of several must hold: all their needles together, if each has some. */
function union(parts: readonly (Requirement | undefined)[]): Requirement[] {
  const needles: Needle[] = [];
  let cost = 0;
  for (const part of parts) {
    if (!part) return [];
    needles.push(...part.needles);
    cost += part.cost;
  }
  return [{ needles, cost: Math.min(1, cost) }];
}

function itemRequirements(item: Item, table: FieldTable): Requirement[] {
  if (item.negate) return [];
  const slots = item.fields.length === 0 ? [KEYWORDS] : item.fields.map((field) => table.slot(field));
  const perTest = item.tests.map((test) => testRequirement(test, slots));
  if (item.all) return perTest.flatMap((requirement) => requirement ?? []);
  return union(perTest);
}

function testRequirement(test: ValueTest, slots: readonly number[]): Requirement | undefined {
  const needles = testNeedles(test);
  if (!needles) return undefined;
  const placed = slots.flatMap((slot) => needles.map((needle) => ({ ...needle, slot })));
  if (slots.includes(KEYWORDS) && placed.some((needle) => needle.kind !== 'contains')) return undefined;
  return { needles: placed, cost: placed.reduce((sum, needle) => sum + frequency(needle), 0) };
}

type Placeless = Omit<Needle, 'slot'>;
const PRESENT: readonly Placeless[] = [{ kind: 'present', text: '' }];

function testNeedles(test: ValueTest): readonly Placeless[] | undefined {
  switch (test.kind) {
    case 'pattern':
      return patternNeedles(test.pattern);
    case 'number': {
      const texts = new Set([test.text.toLowerCase(), String(test.value)]);
      return [...texts].map((text) => ({ kind: 'exact', text }));
    }
    case 'boolean':
      return [{ kind: 'exact', text: String(test.value) }];
    case 'regex': {
      const text = regexLiteral(test.source);
      return text === undefined ? PRESENT : [{ kind: 'contains', text }];
    }
    case 'null':
      return undefined;
    case 'exists':
      return test.value ? PRESENT : undefined;
    case 'cidr':
    case 'compare':
    case 'time':
    case 'fieldref':
      return PRESENT;
  }
}

function patternNeedles(pattern: Pattern): readonly Placeless[] {
  const plain = plainText(pattern);
  if (plain !== undefined && isAscii(plain)) return [{ kind: 'exact', text: plain.toLowerCase() }];
  const candidates: Placeless[] = [];
  pattern.forEach((part, i) => {
    if (typeof part !== 'string') return;
    // Case folding of other letters depends on their neighbours: only ASCII runs are looked for.
    for (const run of part.match(/[ -~]+/g) ?? []) {
      const whole = run === part;
      const text = run.toLowerCase();
      if (whole && i === 0) candidates.push({ kind: 'prefix', text });
      else if (whole && i === pattern.length - 1) candidates.push({ kind: 'suffix', text });
      else candidates.push({ kind: 'contains', text });
    }
  });
  const [first, ...rest] = candidates;
  if (!first) return PRESENT;
  const best = rest.reduce(
    (a, b) => (frequency({ ...b, slot: 0 }) < frequency({ ...a, slot: 0 }) ? b : a),
    first,
  );
  return [best];
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
