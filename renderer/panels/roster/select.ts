import type { Shift } from './settings.ts';

const DAY = 1440;
const WEEK = 7 * DAY;

export interface OnDuty {
  readonly shift: Shift;
  /** Minutes until it ends; for those who come, until it begins. */
  readonly minutes: number;
}

export interface Roster {
  readonly now: readonly OnDuty[];
  /** Who comes next, soonest first. */
  readonly next: readonly OnDuty[];
}

/** Minute of the week on the clocks of a zone: 0 is Sunday 00:00. Undefined for a zone that this browser does not know. */
export function weekMinute(ms: number, timeZone: string): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(ms);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'));
    return day * DAY + Number(part('hour')) * 60 + Number(part('minute'));
  } catch {
    return undefined;
  }
}

/** @param minute of the week, by weekMinute */
export function rosterOf(shifts: readonly Shift[], minute: number): Roster {
  const now: OnDuty[] = [];
  const next: OnDuty[] = [];
  for (const shift of shifts) {
    const from = minuteOf(shift.from);
    const length = (minuteOf(shift.to) - from + DAY) % DAY || DAY;
    const days = shift.weekdays.length > 0 ? shift.weekdays : [0, 1, 2, 3, 4, 5, 6];
    const since = Math.min(...days.map((day) => wrap(minute - (day * DAY + from))));
    const until = Math.min(...days.map((day) => wrap(day * DAY + from - minute)));
    if (since < length) now.push({ shift, minutes: length - since });
    else next.push({ shift, minutes: until });
  }
  const soonest = (a: OnDuty, b: OnDuty) => a.minutes - b.minutes;
  return { now, next: next.toSorted(soonest) };
}

function wrap(minutes: number): number {
  return ((minutes % WEEK) + WEEK) % WEEK;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
