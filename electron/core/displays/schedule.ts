import type { DaySpan, Playlist } from '#contract/control.ts';

const MINUTES_A_DAY = 1_440;

/** Formatters are dear to make; a wall has a handful of zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 64;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    if (formatters.size >= MAX_FORMATTERS) formatters.clear();
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** The wall clock of a zone: what a person there would read. */
function localTime(nowMs: number, timeZone: string): { weekday: number; minute: number } {
  let weekday = 0;
  let minute = 0;
  for (const { type, value } of formatterOf(timeZone).formatToParts(nowMs)) {
    if (type === 'weekday') weekday = WEEKDAYS.indexOf(value);
    else if (type === 'hour') minute += Number(value) * 60;
    else if (type === 'minute') minute += Number(value);
  }
  return { weekday, minute };
}

function minuteOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3));
}

/** From `from` up to, not with, `to`; equal ends mean the whole day. */
export function isWithin({ from, to, weekdays }: DaySpan, nowMs: number, timeZone: string): boolean {
  const { weekday, minute } = localTime(nowMs, timeZone);
  const start = minuteOf(from);
  const length = (minuteOf(to) - start + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
  const into = (minute - start + MINUTES_A_DAY) % MINUTES_A_DAY;
  if (into >= length) return false;
  // After midnight it is still the shift of the day on which it began.
  const began = minute >= start ? weekday : (weekday + 6) % 7;
  return weekdays === undefined || weekdays.includes(began);
}

/**
 * The entry whose turn it is: a function of the time alone, so that every display with the same list is in step and
 * a restart changes nothing. @returns undefined when no entry is for now
 */
export function sceneOfPlaylist(
  { entries, timeZone }: Playlist,
  startedAt: number,
  nowMs: number,
): string | undefined {
  const due = entries.filter(({ when }) => when === undefined || isWithin(when, nowMs, timeZone));
  const roundMs = due.reduce((sum, { dwellSeconds }) => sum + dwellSeconds * 1000, 0);
  if (roundMs === 0) return undefined;
  let into = Math.max(0, nowMs - startedAt) % roundMs;
  for (const { scene, dwellSeconds } of due) {
    if (into < dwellSeconds * 1000) return scene;
    into -= dwellSeconds * 1000;
  }
  return undefined;
}
