import type { DaySpan, Playlist } from '#contract/control.ts';

const MINUTES_A_DAY = 1_440;
const DAYS_A_WEEK = 7;
const MINUTE_MS = 60_000;

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

function isWithinAt({ from, to, weekdays }: DaySpan, weekday: number, minute: number): boolean {
  const start = minuteOf(from);
  const length = (minuteOf(to) - start + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
  const into = (minute - start + MINUTES_A_DAY) % MINUTES_A_DAY;
  if (into >= length) return false;
  // After midnight it is still the shift of the day on which it began.
  const began = minute >= start ? weekday : (weekday + 6) % DAYS_A_WEEK;
  return weekdays === undefined || weekdays.includes(began);
}

/** From `from` up to, not with, `to`; equal ends mean the whole day. */
export function isWithin(span: DaySpan, nowMs: number, timeZone: string): boolean {
  const { weekday, minute } = localTime(nowMs, timeZone);
  return isWithinAt(span, weekday, minute);
}

type Entries = Playlist['entries'];

/**
 * The entry whose turn it is: a function of the time alone, so that every display with the same list is in step and
 * a restart changes nothing. When other entries become due the round begins anew with the first of them: a shift starts
 * with its first scene, and each has its whole time. @returns undefined when no entry is for now
 */
export function sceneOfPlaylist(
  { entries, timeZone }: Playlist,
  startedAt: number,
  nowMs: number,
): string | undefined {
  const timed = entries.some(({ when }) => when);
  const local = timed ? localTime(nowMs, timeZone) : { weekday: 0, minute: 0 };
  const due = entries.filter((one) => isDue(one, local.weekday, local.minute));
  const roundMs = due.reduce((sum, { dwellSeconds }) => sum + dwellSeconds * 1000, 0);
  if (roundMs === 0) return undefined;
  const minutes = timed ? minutesSame(entries, local.weekday, local.minute) : undefined;
  const changedAt =
    minutes === undefined ? Number.NEGATIVE_INFINITY : (Math.floor(nowMs / MINUTE_MS) - minutes) * MINUTE_MS;
  // Also with a clock that was set back to before it started.
  let into = modulo(nowMs - Math.max(startedAt, changedAt), roundMs);
  for (const { scene, dwellSeconds } of due) {
    if (into < dwellSeconds * 1000) return scene;
    into -= dwellSeconds * 1000;
  }
  return undefined;
}

function isDue({ when }: Entries[number], weekday: number, minute: number): boolean {
  return when === undefined || isWithinAt(when, weekday, minute);
}

/**
 * Full minutes on the wall clock for which the same entries have been due; undefined when it has been a week. Where summer
 * time came between it is an hour off: the round is then elsewhere once.
 */
function minutesSame(entries: Entries, weekday: number, minute: number): number | undefined {
  const isDueNow = entries.map((one) => isDue(one, weekday, minute));
  const edges = new Set(
    entries.flatMap(({ when }) => (when ? [minuteOf(when.from), minuteOf(when.to)] : [])),
  );
  // Nothing changes but at an edge.
  const ages = [...edges].map((edge) => modulo(minute - edge, MINUTES_A_DAY)).sort((a, b) => a - b);
  for (let days = 0; days <= DAYS_A_WEEK; days++) {
    for (const age of ages) {
      const minutes = days * MINUTES_A_DAY + age;
      const before = modulo(weekday * MINUTES_A_DAY + minute - minutes - 1, DAYS_A_WEEK * MINUTES_A_DAY);
      const [day, at] = [Math.floor(before / MINUTES_A_DAY), before % MINUTES_A_DAY];
      if (entries.some((one, n) => isDue(one, day, at) !== isDueNow[n])) return minutes;
    }
  }
  return undefined;
}

/** Never negative. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
