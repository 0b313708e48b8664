import { SocEvent } from '#contract/event.ts';

/** Where rules' fields are kept: a name's slot is its place in the reader's arrays. */
export class FieldTable {
  readonly names: string[] = [];
  readonly #slots = new Map<string, number>();

  slot(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slot = this.names.length;
    this.names.push(name);
    this.#slots.set(name, slot);
    return slot;
  }
}

const NOT_FIELDS: ReadonlySet<string> = new Set([
  'record',
  'raw',
  'received',
  'sequence',
  'feed',
  'severity',
  'sourcePlace',
  'destinationPlace',
]);
/** Names that an event has as properties; all others are looked for in its record. */
export const ECS_FIELDS: ReadonlySet<string> = new Set(
  Object.keys(new SocEvent()).filter((name) => !NOT_FIELDS.has(name)),
);

type Getter = (event: SocEvent) => unknown;

function getter(name: string, asIs: boolean): Getter {
  if (!asIs && ECS_FIELDS.has(name)) {
    const key = name as keyof SocEvent;
    return (event) => event[key];
  }
  const segments = name.split('.');
  if (segments.length === 1)
    return (event) => (event.record === undefined ? undefined : own(event.record, name));
  const keys = segments.map((_, from) =>
    segments.slice(from).map((__, more) => segments.slice(from, from + more + 1).join('.')),
  );
  return (event) => (event.record === undefined ? undefined : descend(event.record, keys, 0));
}

function own(record: object, key: string): unknown {
  return Object.hasOwn(record, key) ? (record as Record<string, unknown>)[key] : undefined;
}

/**
 * Follows a dotted path; a key may itself hold dots, the longest first, and every element of an array on the way is
 * followed. `keys[from][n]` joins n + 1 segments of the path from `from` on.
 */
function descend(value: unknown, keys: readonly (readonly string[])[], from: number): unknown {
  const here = keys[from];
  if (here === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const found = value.map((item) => descend(item, keys, from)).filter((item) => item !== undefined);
    return found.length === 0 ? undefined : found.flat();
  }
  for (let more = here.length - 1; more >= 0; more--) {
    const found = descend(own(value, here[more] ?? ''), keys, from + more + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads the fields of one event at a time, each at most once, lower-cased at most once. */
export class EventReader {
  readonly #getters: Getter[];
  readonly #values: unknown[];
  readonly #lowers: string[];
  readonly #valueStamps: Int32Array;
  readonly #lowerStamps: Int32Array;
  readonly #asIs: boolean;
  #stamp = 0;
  #event = new SocEvent();
  #texts: string[] | undefined;

  /** `asIs`: names are the event's own, all of them looked for in its record. */
  constructor(names: readonly string[], asIs: boolean) {
    this.#asIs = asIs;
    this.#getters = names.map((name) => getter(name, asIs));
    this.#values = names.map(() => undefined);
    this.#lowers = names.map(() => '');
    this.#valueStamps = new Int32Array(names.length);
    this.#lowerStamps = new Int32Array(names.length);
  }

  begin(event: SocEvent): void {
    this.#event = event;
    this.#texts = undefined;
    if (++this.#stamp === 0x7fffffff) {
      this.#stamp = 1;
      this.#valueStamps.fill(0);
      this.#lowerStamps.fill(0);
    }
  }

  value(slot: number): unknown {
    if (this.#valueStamps[slot] === this.#stamp) return this.#values[slot];
    const value = this.#getters[slot]?.(this.#event);
    this.#values[slot] = value;
    this.#valueStamps[slot] = this.#stamp;
    return value;
  }

  /** The slot's text in lower case. Only for a slot whose value is text. */
  lower(slot: number): string {
    if (this.#lowerStamps[slot] === this.#stamp) return this.#lowers[slot] ?? '';
    const lower = String(this.value(slot)).toLowerCase();
    this.#lowers[slot] = lower;
    this.#lowerStamps[slot] = this.#stamp;
    return lower;
  }

  /** Every value of the event as text, for keywords. */
  texts(): readonly string[] {
    if (this.#texts) return this.#texts;
    const texts: string[] = [];
    const event = this.#event;
    if (event.record) collect(event.record, texts, 0);
    else if (!this.#asIs) {
      for (const name of ECS_FIELDS) collect(event[name as keyof SocEvent], texts, 0);
      texts.push(event.raw);
    }
    this.#texts = texts;
    return texts;
  }

  /** Lets go of the event. */
  end(): void {
    this.#event = EMPTY;
    this.#texts = undefined;
    this.#values.fill(undefined);
  }
}

const EMPTY = new SocEvent();
const MAX_DEPTH = 32;

function collect(value: unknown, texts: string[], depth: number): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'number' || typeof value === 'boolean') texts.push(String(value));
  else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
    if (Array.isArray(value)) for (const item of value) collect(item, texts, depth + 1);
    else
      for (const key of Object.keys(value))
        collect((value as Record<string, unknown>)[key], texts, depth + 1);
  }
}

/** A scalar as text; undefined for null, absent, lists and maps. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}
