import { language, t, type Language } from './text.ts';

/** Intl objects are dear to make: one for each set of options and language. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const regions = new Map<Language, Intl.DisplayNames>();

function numberFormat(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language()} ${name}`;
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(language(), options)));
  return format;
}

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${name}`;
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(language(), options)));
  return format;
}

export function formatNumber(value: number): string {
  return numberFormat('whole', { maximumFractionDigits: 0 }).format(value);
}

/** Whole up to 99,999, then 123K, 1.2M: what a wall has room for. */
export function formatCount(value: number): string {
  if (Math.abs(value) < 100_000) return formatNumber(value);
  return numberFormat('compact', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** Whole up to 9,999, then 18.6K: where there is no room for more. */
export function formatShort(value: number): string {
  if (Math.abs(value) < 10_000) return formatNumber(value);
  return numberFormat('compact', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** For an axis: as short as can be, exact for round numbers. */
export function formatTick(value: number): string {
  return value < 10_000
    ? numberFormat('tick', { maximumFractionDigits: 2 }).format(value)
    : numberFormat('compact', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** One digit after the point below 10, where it says something. */
export function formatRate(value: number): string {
  if (value > 0 && value < 9.95) return numberFormat('rate', { maximumFractionDigits: 1 }).format(value);
  return formatCount(value);
}

export function formatShare(share: number): string {
  const digits = share > 0 && share < 0.0995 ? 1 : 0;
  return numberFormat(`share${digits}`, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** 24 h with seconds. */
export function formatTime(ms: number, timeZone?: string): string {
  return dateFormat(`time ${timeZone}`, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone ? { timeZone } : {}),
  }).format(ms);
}

/** "18:27", where seconds would only cost room. */
export function formatMinute(ms: number, timeZone?: string): string {
  return formatTime(ms, timeZone).slice(0, 5);
}

export function formatDay(ms: number, timeZone?: string): string {
  return dateFormat(`day ${timeZone}`, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).format(ms);
}

/** Time of day for today, day and time for older. */
export function formatWhen(ms: number, now: number, timeZone?: string): string {
  const time = formatTime(ms, timeZone);
  return now - ms < 20 * 3_600_000 ? time : `${formatDay(ms, timeZone)} ${time}`;
}

/** "Seoul", from the IANA name; what people in a control room call a zone. */
export function zoneCity(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** "GMT+9", "UTC". */
export function zoneOffset(ms: number, timeZone: string): string {
  const parts = dateFormat(`zone ${timeZone}`, { timeZone, timeZoneName: 'shortOffset' }).formatToParts(ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

type TimeUnit = 'second' | 'minute' | 'hour' | 'day';

function inUnit(value: number, name: TimeUnit): string {
  return numberFormat(`age ${name}`, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);
}

/** "5m", not "5m 0s". */
function twoUnits(large: number, largeName: TimeUnit, small: number, smallName: TimeUnit): string {
  const first = inUnit(large, largeName);
  return small === 0 ? first : `${first} ${inUnit(small, smallName)}`;
}

/** An age to be read at a glance: two units at most. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return inUnit(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return twoUnits(minutes, 'minute', seconds % 60, 'second');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return twoUnits(hours, 'hour', minutes % 60, 'minute');
  return inUnit(Math.floor(hours / 24), 'day');
}

/** In its largest unit only: for what nobody needs to the second. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return inUnit(seconds, 'second');
  if (seconds < 3600) return inUnit(Math.floor(seconds / 60), 'minute');
  if (seconds < 48 * 3600) return inUnit(Math.floor(seconds / 3600), 'hour');
  return inUnit(Math.floor(seconds / 86_400), 'day');
}

interface NamedPlace {
  readonly kind: 'unknown' | 'country' | 'site' | 'city';
  readonly code: string;
  readonly name: string;
}

/** Countries in the wall's language; sites and cities by the name they were given. */
export function formatPlace(place: NamedPlace | undefined): string {
  if (!place || place.kind === 'unknown') return t('place.unknown');
  if (place.kind === 'site' || place.kind === 'city') return place.name;
  let names = regions.get(language());
  if (!names) regions.set(language(), (names = new Intl.DisplayNames(language(), { type: 'region' })));
  try {
    return names.of(place.code) ?? place.name;
  } catch {
    // A code that is no ISO region (an attacker cannot choose it, a custom database can).
    return place.name;
  }
}
