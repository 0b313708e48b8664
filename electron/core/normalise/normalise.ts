import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { isEcs, normaliseEcs } from './ecs.ts';
import { isEve, normaliseEve } from './eve.ts';
import type { FormatContext } from './format.ts';
import { normaliseGeneric } from './generic.ts';
import { JSON_FORMATS } from './json/json-formats.ts';

/**
 * Fills a fresh event from one received line; the answer is why it can't be, or undefined. The format is told by
 * the record's shape. A record without a readable time takes `event.received`, so set that first; where it is 0,
 * as over a recording, such a record is refused.
 */
export function normaliseLine(line: string, event: SocEvent): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'Not JSON';
  }
  event.raw = line;
  return normaliseRecord(parsed, event);
}

const CONTEXT: FormatContext = { timeZone: 'UTC' };

/** The same for a record that came parsed; `event.raw` is the caller's to set. */
export function normaliseRecord(parsed: unknown, event: SocEvent): string | undefined {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'Not a JSON object';
  const record = parsed as SensorRecord;
  event.record = record;
  if (isEve(record)) return normaliseEve(record, event);
  for (const format of JSON_FORMATS) {
    if (format.recognise(record)) return format.map(record, event, CONTEXT);
  }
  if (isEcs(record)) return normaliseEcs(record, event);
  return normaliseGeneric(record, event);
}
