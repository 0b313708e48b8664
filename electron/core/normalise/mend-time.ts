import type { SocEvent } from '#contract/event.ts';

/** No sensor in use is older: what lies before comes from a clock that was never set, or from an attacker. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);
/** Zones and slow clocks explain hours, not more. What lies less ahead the correlator clamps. */
const MAX_AHEAD_MS = 24 * 3_600_000;

/**
 * An event whose time can't be takes that of its receipt and says so; one sensor without a clock must neither pull
 * the stream's time ahead nor vanish from the chart. @returns whether it did
 */
export function mendTime(event: SocEvent): boolean {
  const time = event['@timestamp'];
  if (time >= EARLIEST_MS && time <= event.received + MAX_AHEAD_MS) return false;
  const problem =
    time < EARLIEST_MS ? 'before 1990' : time > event.received ? 'over a day ahead' : 'unreadable';
  event['event.time_problem'] = `${readable(time)} is ${problem}: time of receipt`;
  event['@timestamp'] = event.received;
  return true;
}

/** A Date reaches as far as 8.64e15 ms. */
function readable(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
