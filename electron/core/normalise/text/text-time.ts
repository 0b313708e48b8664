import { epochTime, parseIsoTime } from '../time.ts';

/** Times as text logs write them: month names, no year, no zone. Times that name no zone are of the source's zone. */

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DAY_MS = 86_400_000;

/** Abbreviations that mean one thing to most; minutes east of UTC. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['Z', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['WET', 0],
  ['WEST', 60],
  ['CET', 60],
  ['CEST', 120],
  ['EET', 120],
  ['EEST', 180],
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['JST', 540],
  ['KST', 540],
]);

/** @returns 1 to 12, or 0 */
export function monthNumber(name: string | undefined): number {
  if (name?.length !== 3) return 0;
  const at = MONTHS.indexOf(name.charAt(0).toUpperCase() + name.slice(1).toLowerCase());
  return at >= 0 && at % 3 === 0 ? at / 3 + 1 : 0;
}

const zones = new Map<string, Intl.DateTimeFormat | undefined>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  if (zones.has(timeZone)) return zones.get(timeZone);
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch {
    // An unknown zone is the config check's to report; here it is UTC.
  }
  if (zones.size >= 64) zones.clear();
  zones.set(timeZone, format);
  return format;
}

export function isTimeZone(name: string): boolean {
  return name === 'UTC' || zoneFormat(name) !== undefined;
}

let lastZone = '';
let lastQuarter = Number.NaN;
let lastOffset = 0;

/** ms that the zone's clocks are ahead of UTC. Offsets change on the quarter hour at most. */
function offsetAt(utcMs: number, timeZone: string): number {
  const quarter = Math.floor(utcMs / 900_000);
  if (quarter === lastQuarter && timeZone === lastZone) return lastOffset;
  const format = zoneFormat(timeZone);
  if (format === undefined || Math.abs(utcMs) > 8e15) return 0;
  const part: Record<string, number> = {};
  let era = '';
  for (const { type, value } of format.formatToParts(quarter * 900_000)) {
    part[type] = Number(value);
    if (type === 'era') era = value;
  }
  const year = part['year'] ?? 1970;
  const local = new Date(0);
  local.setUTCFullYear(era.startsWith('B') ? 1 - year : year, (part['month'] ?? 1) - 1, part['day'] ?? 1);
  local.setUTCHours(part['hour'] ?? 0, part['minute'] ?? 0, part['second'] ?? 0);
  lastZone = timeZone;
  lastQuarter = quarter;
  lastOffset = local.getTime() - quarter * 900_000;
  return lastOffset;
}

/** The instant at which the zone's clocks show `localMs`, a wall time counted as if it were UTC. */
export function zonedTime(localMs: number, timeZone: string): number {
  if (timeZone === 'UTC' || timeZone === '' || !Number.isFinite(localMs)) return localMs;
  const guess = localMs - offsetAt(localMs, timeZone);
  return localMs - offsetAt(guess, timeZone);
}

/** `+0100`, `-03:00`, `CET`: ms east of UTC, or undefined. */
export function zoneOffset(text: string): number | undefined {
  const named = ZONES.get(text);
  if (named !== undefined) return named * 60_000;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return minutes > 15 * 60 ? undefined : (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}

/** A calendar's wall time as if it were UTC; NaN for a day that does not exist. */
export function wallTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction = '',
): number {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return Number.NaN;
  const ms = fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

/**
 * A wall time without a year takes the newest year that puts it no more than a day after `reference`: clocks differ,
 * and on New Year's Day December's lines still come.
 */
function withoutYear(reference: number, timeZone: string, wall: (year: number) => number): number {
  const now = reference > 0 ? reference : Date.now();
  const year = new Date(now).getUTCFullYear();
  for (let candidate = year + 1; candidate >= year - 8; candidate--) {
    const time = zonedTime(wall(candidate), timeZone);
    if (time <= now + DAY_MS) return time;
  }
  return Number.NaN;
}

const MONTH_FIRST =
  /^([A-Za-z]{3}) {1,2}(\d{1,2})(?:,? (\d{4}))?,? (\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ([A-Z]{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d))?(?: (\d{4}))?(?: ([A-Z]{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d))?$/;
const DAY_FIRST =
  /^(\d{1,2})[/ -]?([A-Za-z]{3})[/ -]?(\d{4})[: T](\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?([A-Z]{1,5}|[+-]\d\d:?\d\d))?$/;
const YEAR_FIRST = /^(\d{4})\/(\d{1,2})\/(\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,](\d{1,9}))?$/;
const AMERICAN =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)(?:,? |:)(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.(\d{1,9}))?(?: ?([AP]M))?(?: ([A-Z]{1,5}|[+-]\d\d:?\d\d))?$/;
/** `20260302120001.447`, with a `T` and a `Z` or without. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;
/** `2026 Mar  2 12:00:01.447 CET`, as Cisco's switches have it. */
const YEAR_MONTH =
  /^(\d{4}) ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ([A-Z]{1,5}|[+-]\d\d:?\d\d))?$/;
const WEEKDAY = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +/;
const ISO_ZONE = /(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/;

/** `2026-03-02 12:00:01 +0100`, ` UTC`. */
const ZONE_APART = / ((?:UTC|GMT)?[+-]\d\d:?\d\d|[A-Z]{1,5})$/;

function zoned(local: number, zone: string | undefined, timeZone: string): number {
  const offset =
    zone === undefined || zone === '' ? undefined : zoneOffset(zone.replace(/^(?:UTC|GMT)(?=[+-])/, ''));
  return offset === undefined ? zonedTime(local, timeZone) : local - offset;
}

/** 14 digits that begin with a year and a month are no µs since 1970: those would be of 1970's first months. */
const COMPACT_HEAD = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d[0-2]\d[0-5]\d[0-6]\d(?:\.\d{1,9})?$/;
const EPOCH = /^\d{9,19}(?:\.\d{1,9})?$/;

/** Digits since 1970 in s, ms, µs or ns. A double holds neither nanoseconds nor tenths, so digits beyond the ms are cut first. */
export function epochText(text: string): number {
  const point = text.indexOf('.');
  if (point < 0) return epochTime(Number(text.length === 19 ? text.slice(0, 13) : text));
  const whole = Number(text.slice(0, point));
  if (whole >= 1e11) return epochTime(whole);
  return whole * 1000 + Number(text.slice(point + 1, point + 4).padEnd(3, '0'));
}

/** The time that `text` as a whole is, in ms since 1970 UTC; NaN for anything else. @param received 0 when not known */
export function parseTextTime(text: string, timeZone: string, received: number): number {
  if (text.length < 5 || text.length > 64) return Number.NaN;
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (EPOCH.test(text)) return COMPACT_HEAD.test(text) ? digitsFirst(text, timeZone) : epochText(text);
    const iso = parseIsoTime(text);
    if (!Number.isNaN(iso)) return ISO_ZONE.test(text.slice(16)) ? iso : zonedTime(iso, timeZone);
    const apart = ZONE_APART.exec(text);
    if (apart !== null) {
      const local = parseIsoTime(text.slice(0, apart.index));
      if (!Number.isNaN(local)) return zoned(local, apart[1], timeZone);
    }
    return digitsFirst(text, timeZone);
  }
  const m = MONTH_FIRST.exec(text.replace(WEEKDAY, ''));
  if (m === null) return Number.NaN;
  const month = monthNumber(m[1]);
  const wall = (year: number) =>
    wallTime(year, month, Number(m[2]), Number(m[4]), Number(m[5]), Number(m[6]), m[7]);
  const year = m[3] ?? m[9];
  const zone = m[8] ?? m[10];
  if (year !== undefined) return zoned(wall(Number(year)), zone, timeZone);
  const offset = zone === undefined ? undefined : zoneOffset(zone.replace(/^(?:UTC|GMT)(?=[+-])/, ''));
  return offset === undefined
    ? withoutYear(received, timeZone, wall)
    : withoutYear(received, 'UTC', (candidate) => wall(candidate) - offset);
}

function digitsFirst(text: string, timeZone: string): number {
  let m = DAY_FIRST.exec(text);
  if (m !== null) {
    const local = wallTime(
      Number(m[3]),
      monthNumber(m[2]),
      Number(m[1]),
      Number(m[4]),
      Number(m[5]),
      Number(m[6]),
      m[7],
    );
    return zoned(local, m[8], timeZone);
  }
  m = YEAR_FIRST.exec(text);
  if (m !== null) {
    const [, year, month, day, hour, minute, second, fraction] = m;
    return zonedTime(
      wallTime(
        Number(year),
        Number(month),
        Number(day),
        Number(hour),
        Number(minute),
        Number(second ?? 0),
        fraction,
      ),
      timeZone,
    );
  }
  m = YEAR_MONTH.exec(text);
  if (m !== null) return zoned(wallOf(m, monthNumber(m[2])), m[8], timeZone);
  m = COMPACT.exec(text);
  if (m !== null) return zoned(wallOf(m, Number(m[2])), m[8], timeZone);
  m = AMERICAN.exec(text);
  return m === null ? Number.NaN : american(m, timeZone);
}

/** Year, month, day, hour, minute, second and fraction in this order. */
function wallOf(m: RegExpExecArray, month: number): number {
  return wallTime(Number(m[1]), month, Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6]), m[7]);
}

/** The month first, unless there is no such month. */
function american(m: RegExpExecArray, timeZone: string): number {
  const year = Number(m[3]);
  const [a, b] = [Number(m[1]), Number(m[2])];
  let hour = Number(m[4]);
  if (m[8] !== undefined) hour = (hour % 12) + (m[8] === 'PM' ? 12 : 0);
  const local = wallTime(
    m[3]?.length === 2 ? 2000 + year : year,
    a > 12 ? b : a,
    a > 12 ? a : b,
    hour,
    Number(m[5]),
    Number(m[6] ?? 0),
    m[7],
  );
  return zoned(local, m[9], timeZone);
}
