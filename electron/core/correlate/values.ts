import type { EventReader } from './fields.ts';
import { scalarText } from './fields.ts';
import { parseNumber } from './modifiers.ts';
import type { CorrelationType } from './rule-ast.ts';

/** The first of alternative fields that the event has. */
export function firstValue(reader: EventReader, slots: readonly number[]): unknown {
  for (const slot of slots) {
    const value = reader.value(slot);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** A group value as text; undefined when there is none, and then the event does not correlate. */
export function groupText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  return scalarText(value) ?? JSON.stringify(value);
}

/** Texts as one key. Each tells its length, so that no two lists make the same. */
export function joinKey(values: readonly string[]): string {
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  let key = '';
  for (const value of values) key += `${value.length}:${value}`;
  return key;
}

/** What an entry keeps for value_*: a key for counts, a number for sums and ranks. Undefined when the event has none. */
export function measured(type: CorrelationType, values: readonly unknown[]): string | number | undefined {
  if (type === 'value_count') {
    if (values.length === 1) return groupText(values[0]);
    const texts: string[] = [];
    for (const value of values) {
      const text = groupText(value);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return joinKey(texts);
  }
  const [value] = values;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}
