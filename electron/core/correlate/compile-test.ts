import type { Check } from './compile.ts';
import { type EventReader, type FieldTable, scalarText } from './fields.ts';
import { compileNetworks } from './ip-network.ts';
import { compilePattern, type TextMatch } from './match-pattern.ts';
import { parseNumber } from './modifiers.ts';
import type { CompareOp, ValueTest } from './rule-ast.ts';
import { compileRegex } from './safe-regex.ts';
import { mapLiterals, plainText } from './sigma-string.ts';
import { timePart } from './time-part.ts';

/** Compiles one value test over fields (any of them; none given: over every value of the event). */
export function compileTest(test: ValueTest, slots: readonly number[], table: FieldTable): Check {
  switch (test.kind) {
    case 'null':
      return (reader) => slots.every((slot) => isNothing(reader.value(slot)));
    case 'exists':
      return test.value
        ? (reader) => slots.some((slot) => reader.value(slot) !== undefined)
        : (reader) => slots.every((slot) => reader.value(slot) === undefined);
    case 'fieldref':
      return compileFieldref(test, slots, table);
    case 'pattern': {
      if (test.cased) return onTexts(slots, compilePattern(test.pattern));
      const plain = plainText(test.pattern)?.toLowerCase();
      const [only] = slots;
      if (plain !== undefined && only !== undefined && slots.length === 1) return onExact(only, plain);
      return onLowerTexts(slots, compilePattern(mapLiterals(test.pattern, (text) => text.toLowerCase())));
    }
    case 'regex': {
      const regex = compileRegex(test.source, test.flags);
      return regex.ok ? onTexts(slots, regex.value) : NEVER;
    }
    case 'cidr': {
      return compileCidrs([test], slots);
    }
    case 'number':
      return onValues(slots, (value) => value === test.value || value === test.text);
    case 'boolean': {
      const text = String(test.value);
      return onValues(
        slots,
        (value) => value === test.value || (typeof value === 'string' && value.toLowerCase() === text),
      );
    }
    case 'compare':
      return onValues(slots, (value) => {
        const number = typeof value === 'string' ? parseNumber(value) : value;
        return typeof number === 'number' && compare(number, test.op, test.value);
      });
    case 'time':
      return onValues(slots, (value) => {
        const part = timePart(value, test.part);
        return part !== undefined && compare(part, test.op, test.value);
      });
  }
}

/** Networks of one item are asked together, so that the address is read once. */
export function compileCidrs(
  tests: readonly Extract<ValueTest, { kind: 'cidr' }>[],
  slots: readonly number[],
): Check {
  const networks = compileNetworks(tests.map(({ network }) => network));
  return networks.ok ? onTexts(slots, networks.value) : NEVER;
}

/** For what can't be: the rule's reader has refused it (modifiers.ts). */
const NEVER: Check = () => false;

export function compare(left: number, op: CompareOp | 'neq', right: number): boolean {
  switch (op) {
    case 'eq':
      return left === right;
    case 'neq':
      return left !== right;
    case 'gt':
      return left > right;
    case 'gte':
      return left >= right;
    case 'lt':
      return left < right;
    case 'lte':
      return left <= right;
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function onTexts(slots: readonly number[], match: TextMatch): Check {
  if (slots.length === 0) return (reader) => reader.texts().some(match);
  return anySlot(slots, (reader, slot) => {
    const value = reader.value(slot);
    if (typeof value === 'string') return match(value);
    return value !== undefined && value !== null && anyText(value, match);
  });
}

function onLowerTexts(slots: readonly number[], match: TextMatch): Check {
  if (slots.length === 0) return (reader) => reader.texts().some((text) => match(text.toLowerCase()));
  return anySlot(slots, (reader, slot) => {
    const value = reader.value(slot);
    if (typeof value === 'string') return match(reader.lower(slot));
    return value !== undefined && value !== null && anyText(value, (text) => match(text.toLowerCase()));
  });
}

/** Most values that are equal are so without lower-casing, and most that are not differ in length. */
function onExact(slot: number, lower: string): Check {
  const { length } = lower;
  const ascii = /^[ -~]*$/.test(lower);
  return (reader) => {
    const value = reader.value(slot);
    if (typeof value === 'string') {
      if (value === lower) return true;
      return (!ascii || value.length === length) && reader.lower(slot) === lower;
    }
    return value !== undefined && value !== null && anyText(value, (text) => text.toLowerCase() === lower);
  };
}

function onValues(slots: readonly number[], match: (value: unknown) => boolean): Check {
  return anySlot(slots, (reader, slot) => anyScalar(reader.value(slot), match));
}

function anySlot(slots: readonly number[], check: (reader: EventReader, slot: number) => boolean): Check {
  const [only] = slots;
  if (only !== undefined && slots.length === 1) return (reader) => check(reader, only);
  return (reader) => slots.some((slot) => check(reader, slot));
}

function anyText(value: unknown, match: TextMatch): boolean {
  return anyScalar(value, (item) => {
    const text = scalarText(item);
    return text !== undefined && match(text);
  });
}

/** A list matches when any of its elements does. */
function anyScalar(value: unknown, match: (value: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return match(value);
  return value.some((item) => anyScalar(item, match));
}

function compileFieldref(
  test: Extract<ValueTest, { kind: 'fieldref' }>,
  slots: readonly number[],
  table: FieldTable,
): Check {
  const others = test.fields.map((name) => table.slot(name));
  const { mode, cased } = test;
  return anySlot(slots, (reader, slot) =>
    anyText(reader.value(slot), (text) => {
      const left = cased ? text : text.toLowerCase();
      return others.some((other) =>
        anyText(reader.value(other), (otherText) =>
          relates(left, cased ? otherText : otherText.toLowerCase(), mode),
        ),
      );
    }),
  );
}

function relates(
  left: string,
  right: string,
  mode: 'equals' | 'contains' | 'startswith' | 'endswith',
): boolean {
  switch (mode) {
    case 'equals':
      return left === right;
    case 'contains':
      return left.includes(right);
    case 'startswith':
      return left.startsWith(right);
    case 'endswith':
      return left.endsWith(right);
  }
}
