/** Typed readings of an untrusted record: a value of another type than expected is absent. */

export type Fields = Record<string, unknown>;

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Text, or a number written as text; for ids and codes that come as either. */
export function label(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** A finite number; 1e999 is read as Infinity by JSON.parse and is none. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A count: a finite number from 0 up. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY ? value : undefined;
}

export function port(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 65535 && Number.isInteger(value)
    ? value
    : undefined;
}

export function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The first of a list, or the value itself when it is no list. */
export function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** A list of texts out of a list or a single text, at most `max` long. */
export function texts(value: unknown, max = 16): readonly string[] | undefined {
  if (typeof value === 'string') return value === '' ? undefined : [value];
  if (!Array.isArray(value)) return undefined;
  const list: string[] = [];
  for (const item of value as unknown[]) {
    if (typeof item === 'string' && item !== '' && list.length < max) list.push(item);
  }
  return list.length > 0 ? list : undefined;
}
