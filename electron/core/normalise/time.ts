/** Times as sensors write them. Date.parse costs a microsecond and guesses zones; this costs a twentieth and does not. */

/** Two digits at `at`, or -1. */
function two(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

let lastDate = -1;
let lastDays = 0;

/**
 * ISO 8601 / RFC 3339 time in ms since 1970 UTC; NaN for anything else. Takes `T` or a space, any number of
 * fraction digits (cut to ms), `Z`, `+hh`, `+hhmm`, `+hh:mm` or no zone, which is read as UTC.
 */
export function parseIsoTime(text: string): number {
  const length = text.length;
  if (length < 16 || length > 64) return Number.NaN;
  const century = two(text, 0);
  const yearOfCentury = two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const separator = text.charCodeAt(10);
  if (
    century < 0 ||
    yearOfCentury < 0 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(13) !== 58 ||
    (separator !== 84 && separator !== 32 && separator !== 116)
  ) {
    return Number.NaN;
  }
  const year = century * 100 + yearOfCentury;
  const date = year * 10000 + month * 100 + day;
  if (date !== lastDate) {
    if (day > daysInMonth(year, month)) return Number.NaN;
    lastDays = daysFromCivil(year, month, day);
    lastDate = date;
  }
  let at = 16;
  let second = 0;
  let ms = 0;
  if (text.charCodeAt(16) === 58) {
    second = two(text, 17);
    // 60 is a leap second: it counts as the first of the next minute.
    if (second < 0 || second > 60) return Number.NaN;
    at = 19;
    const point = text.charCodeAt(19);
    if (point === 46 || point === 44) {
      let weight = 100;
      for (at = 20; at < length; at++) {
        const digit = text.charCodeAt(at) - 48;
        if (digit < 0 || digit > 9) break;
        ms += digit * weight;
        // Zero after the third digit, so that the rest is cut.
        weight = weight === 100 ? 10 : weight === 10 ? 1 : 0;
      }
      if (at === 20) return Number.NaN;
    }
  }
  const offset = zoneMinutes(text, at);
  return ((lastDays * 24 + hour) * 60 + minute - offset) * 60000 + second * 1000 + ms;
}

function zoneMinutes(text: string, at: number): number {
  const length = text.length;
  if (at === length) return 0;
  const sign = text.charCodeAt(at);
  if (sign === 90 || sign === 122) return at + 1 === length ? 0 : Number.NaN;
  if (sign !== 43 && sign !== 45) return Number.NaN;
  const hours = two(text, at + 1);
  let minutes = 0;
  let end = at + 3;
  if (end < length) {
    if (text.charCodeAt(end) === 58) end++;
    minutes = two(text, end);
    end += 2;
  }
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || end !== length) return Number.NaN;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
}

/** A number as a time: seconds, ms, µs or ns since 1970 by its size. The units are a thousandfold apart, from 1973 on. */
export function epochTime(value: number): number {
  if (!Number.isFinite(value) || value < 0) return Number.NaN;
  if (value < 1e11) return Math.floor(value * 1000);
  if (value < 1e14) return Math.floor(value);
  if (value < 1e17) return Math.floor(value / 1e3);
  return value < 1e20 ? Math.floor(value / 1e6) : Number.NaN;
}

/** The time in a value of unknown form; NaN when there is none. */
export function readTime(value: unknown): number {
  if (typeof value === 'number') return epochTime(value);
  if (typeof value !== 'string') return Number.NaN;
  const iso = parseIsoTime(value);
  if (!Number.isNaN(iso)) return iso;
  return /^\d{9,19}(\.\d{1,9})?$/.test(value) ? epochTime(Number(value)) : Number.NaN;
}
