import { isEcs, normaliseEcs } from './ecs.ts';
import { isEve, normaliseEve } from './eve.ts';
import type { JsonFormat, TextFormat } from './format.ts';
import { normaliseGeneric } from './generic.ts';
import { JSON_FORMATS } from './json/json-formats.ts';
import { NAMED_FORMATS, TEXT_FORMATS } from './text/text-formats.ts';

const EVE: JsonFormat = { name: 'eve', recognise: isEve, map: normaliseEve };
const ECS: JsonFormat = { name: 'ecs', recognise: isEcs, map: normaliseEcs };
/** Any JSON object; it knows all records, so it is asked last. */
const GENERIC: JsonFormat = { name: 'json', recognise: () => true, map: normaliseGeneric };

/** In the order in which they are asked: the first that knows a record's shape maps it. */
export const JSON_ORDER: readonly JsonFormat[] = [EVE, ...JSON_FORMATS, ECS, GENERIC];

const JSON_BY_NAME = new Map(JSON_ORDER.map((format) => [format.name, format]));
const TEXT_BY_NAME = new Map([...TEXT_FORMATS, ...NAMED_FORMATS].map((format) => [format.name, format]));

/** Recognised by shape, and any text with or without a syslog header. */
const ANY = ['auto', 'syslog'];

/** What `--format` and the config take. */
export const FORMAT_NAMES: readonly string[] = [...ANY, ...JSON_BY_NAME.keys(), ...TEXT_BY_NAME.keys()];

export function jsonFormat(name: string): JsonFormat | undefined {
  return JSON_BY_NAME.get(name);
}

export function textFormat(name: string): TextFormat | undefined {
  return TEXT_BY_NAME.get(name);
}
