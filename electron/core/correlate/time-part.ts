import type { TimePart } from './rule-ast.ts';

interface Parts {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

const DATE = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2}))?/;
/** Numbers from here on are milliseconds, below it seconds since 1970: it is the year 5138 in seconds, 1973 in ms. */
const FIRST_MS = 1e11;

/** A part of a date: as written for text, UTC for numbers. Undefined for what is no date. Weeks are ISO 8601's. */
export function timePart(value: unknown, part: TimePart): number | undefined {
  const parts =
    typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromText(value) : undefined;
  if (!parts) return undefined;
  return part === 'week' ? isoWeek(parts) : parts[part];
}

function fromText(text: string): Parts | undefined {
  const found = DATE.exec(text);
  if (!found) return /^\d+(?:\.\d+)?$/.test(text) ? fromNumber(Number(text)) : undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  return { year, month, day, hour, minute };
}

function fromNumber(value: number): Parts | undefined {
  const date = new Date(value < FIRST_MS ? value * 1000 : value);
  if (Number.isNaN(date.getTime())) return undefined;
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

/** Week 1 holds the year's first Thursday. */
function isoWeek({ year, month, day }: Parts): number {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const first = Date.UTC(date.getUTCFullYear(), 0, 1);
  return Math.ceil(((date.getTime() - first) / 86_400_000 + 1) / 7);
}
