import { type SensorRecord, SocEvent } from '#contract/event.ts';
import { severityName } from '#contract/severity.ts';
import { isEcs } from './ecs.ts';
import { isEve } from './eve.ts';
import { JSON_FORMATS } from './json/json-formats.ts';
import { fields } from './read.ts';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Properties of an event that are ECS fields, split at their dots. */
const PATHS: readonly (readonly [keyof SocEvent, readonly string[]])[] = (
  Object.keys(new SocEvent()) as (keyof SocEvent)[]
)
  .filter((key) => key.includes('.') || key === 'message')
  .map((key) => [key, key.split('.')]);

/** A document of an attacker's may be nested without end. */
const MAX_DEPTH = 32;

/** Has no prototype, so that a key named __proto__ is a key. */
function plain(): JsonObject {
  return Object.create(null) as JsonObject;
}

function put(target: JsonObject, path: readonly string[], value: Json): void {
  let inner = target;
  for (let i = 0; i < path.length - 1; i++) {
    const key = path[i] ?? '';
    const next = inner[key];
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) inner = next;
    else inner = inner[key] = plain();
  }
  inner[path.at(-1) ?? ''] = value;
}

function copy(value: unknown, depth: number): Json | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    return value.map((item: unknown) => copy(item, depth + 1) ?? null);
  }
  const section = fields(value);
  if (section === undefined) return undefined;
  const target = plain();
  for (const [key, item] of Object.entries(section)) {
    const copied = copy(item, depth + 1);
    if (copied !== undefined) target[key] = copied;
  }
  return target;
}

/** An ECS document goes through as it is, its dotted keys nested. */
function passThrough(record: object): JsonObject {
  const target = plain();
  for (const [key, value] of Object.entries(record)) {
    const copied = copy(value, 1);
    if (copied === undefined) continue;
    const path = key.split('.');
    // Two spellings of one object, `a: {b}` and `a.c`, come together.
    if (path.length > 1 && path.length <= MAX_DEPTH) put(target, path, copied);
    else merge(target, key, copied);
  }
  return target;
}

function merge(target: JsonObject, key: string, value: Json): void {
  const there = target[key];
  const both =
    typeof there === 'object' && there !== null && !Array.isArray(there) && typeof value === 'object';
  if (both && value !== null && !Array.isArray(value)) {
    for (const [inner, item] of Object.entries(value)) merge(there, inner, item);
  } else target[key] = value;
}

/** Later than 275760 there are no dates. */
function iso(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : new Date(0).toISOString();
}

/** Written as ECS by its sensor: others have an `@timestamp` too, but their keys mean something else. */
function isOwnEcs(record: SensorRecord): boolean {
  if (!isEcs(record) || isEve(record)) return false;
  return record['winlog'] !== undefined || !JSON_FORMATS.some((format) => format.recognise(record));
}

/** The event as a nested ECS document, for `vigil normalise` and for people. Our own level is `vigil.severity`. */
export function toEcs(event: SocEvent): JsonObject {
  const { record } = event;
  const document = record !== undefined && isOwnEcs(record) ? passThrough(record) : plain();
  document['@timestamp'] = iso(event['@timestamp']);
  for (const [key, path] of PATHS) {
    const value = event[key];
    if (value === undefined || typeof value === 'object') {
      if (Array.isArray(value)) put(document, path, [...(value as readonly string[])]);
      continue;
    }
    put(document, path, value);
  }
  const ips = [event['source.ip'], event['destination.ip']].filter((ip) => ip !== undefined);
  if (ips.length > 0) put(document, ['related', 'ip'], [...new Set(ips)]);
  put(document, ['vigil', 'severity'], severityName(event.severity));
  return document;
}
