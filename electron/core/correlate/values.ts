import { createHash } from 'node:crypto';
import { ownText } from '#core/base/own-text.ts';
import type { EventReader } from './fields.ts';
import { scalarText } from './fields.ts';
import { parseNumber } from './modifiers.ts';
import type { CorrelationType } from './rule-ast.ts';

/** A window keeps no more of a text: a URL is as long as its sender likes, and there are a hundred thousand entries. */
const MAX_KEPT = 256;
/** 132 bits in base64url. */
const HASH_LENGTH = 22;

/** The first of alternative fields that the event has. */
export function firstValue(reader: EventReader, slots: readonly number[]): unknown {
  for (const slot of slots) {
    const value = reader.value(slot);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/**
 * A text as windows keep it. A long one is its beginning and a hash of all of it: two that differ are taken for one
 * only where SHA-256 agrees in 132 bits, which nobody can bring about. It is a character longer than what is kept
 * whole, so that no text can pass itself off as the short form of another.
 */
export function keptText(text: string): string {
  if (text.length <= MAX_KEPT) return text;
  const hash = createHash('sha256').update(text, 'utf16le').digest('base64url').slice(0, HASH_LENGTH);
  return ownText(`${text.slice(0, MAX_KEPT - HASH_LENGTH)}…${hash}`);
}

/** A group value as text; undefined when there is none, and then the event does not correlate. */
export function groupText(value: unknown): string | undefined {
  if (typeof value === 'string') return keptText(value);
  if (value === undefined || value === null) return undefined;
  return keptText(scalarText(value) ?? JSON.stringify(value));
}

/** What is carried to a correlation above: texts as they are kept, and nothing that holds a part of the record. */
export function carriedValue(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return groupText(value);
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
