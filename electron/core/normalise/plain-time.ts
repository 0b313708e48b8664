import * as keys from './generic-keys.ts';
import { timeOf } from './json/values.ts';
import { pickPlain, type PlainNames } from './plain-names.ts';
import { first } from './read.ts';
import { isTimeZone, parseTextTime, zoneOffset } from './text/text-time.ts';

/** Smaller numbers under a time's name are durations. It is 1973 in seconds. */
const LEAST_EPOCH = 1e8;
const JSON_DATE = /^\/Date\((\d{9,16})(?:[+-]\d{4})?\)\/$/;

function read(value: unknown, timeZone: string, received: number): number | undefined {
  const said = first(value);
  if (typeof said === 'number') {
    if (said < LEAST_EPOCH) return undefined;
    return present(timeOf(said, timeZone, received));
  }
  if (typeof said !== 'string' || said.length > 64) return undefined;
  const trimmed = said.trim();
  return present(parseTextTime(JSON_DATE.exec(trimmed)?.[1] ?? trimmed, timeZone, received));
}

function present(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}

/** Names of times that no list has: `analyzedAt`, `security_event_date`. */
const TIMELY = /(?:time|date|stamp|[a-z]{3}at)$/;
const EARLIEST = Date.UTC(1990, 0);
const LATEST = Date.UTC(2100, 0);

function anyTime(names: PlainNames, timeZone: string, received: number): number | undefined {
  for (const [name, value] of names.outer) {
    if (!TIMELY.test(name)) continue;
    const time = read(value, timeZone, received);
    if (time !== undefined && time > EARLIEST && time < LATEST) return time;
  }
  return undefined;
}

/** A day and its time in two fields. */
function split(names: PlainNames): string | undefined {
  const date = first(names.outer.get('date'));
  const time = first(names.outer.get('time'));
  if (typeof date !== 'string' || typeof time !== 'string' || !/^\d\d?:\d\d/.test(time)) return undefined;
  return date.length >= 8 && date.length <= 11 && time.length <= 32 ? `${date} ${time}` : undefined;
}

/** The record's own zone, where it names one beside its times. */
function zoneOf(names: PlainNames): string | undefined {
  const zone = names.outer.get('timezone') ?? names.outer.get('tz') ?? names.outer.get('dtz');
  return typeof zone === 'string' && zone.length <= 48 ? zone.trim() : undefined;
}

/** When it happened, by the names that times have; undefined when none can be read. */
export function plainTime(names: PlainNames, timeZone: string, received: number): number | undefined {
  const zone = zoneOf(names);
  const offset = zone === undefined ? undefined : zoneOffset(zone);
  const of = (at: string): number | undefined =>
    read(split(names), at, received) ??
    pickPlain(names, keys.TIME, (value) => read(value, at, received)) ??
    anyTime(names, at, received);
  if (offset === undefined) return of(zone !== undefined && isTimeZone(zone) ? zone : timeZone);
  const utc = of('UTC');
  // What reads the same in another zone names its own.
  return utc === undefined || of('Asia/Tokyo') === utc ? utc : utc - offset;
}
