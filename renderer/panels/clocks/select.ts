import type { ClocksSettings } from './settings.ts';

export interface WorldClock {
  readonly key: string;
  readonly zone: string;
  readonly label: string;
  /** False for a name that this browser does not know. */
  readonly known: boolean;
}

export function clocksOf(clocks: ClocksSettings['clocks'], cityOf: (zone: string) => string): WorldClock[] {
  return clocks.map(({ zone, label }, index) => ({
    key: `${index} ${zone}`,
    zone,
    label: label === '' ? cityOf(zone) : label,
    known: isZone(zone),
  }));
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Before six and from eighteen it is night: nobody is in the office there. */
export function isNight(time: string): boolean {
  const hour = Number(time.slice(0, 2));
  return hour < 6 || hour >= 18;
}
