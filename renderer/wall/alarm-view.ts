import type { Alarm, Annunciation } from '#contract/alarm.ts';
import type { Role } from '#contract/api.ts';
import { roleAllows } from '#contract/api.ts';

/** What the banner says about the alarms. */
export type AlarmView =
  | {
      readonly kind: 'waiting';
      /** The worst of them, newest of equals. */
      readonly alarm: Alarm;
      /** All that wait, the worst first. */
      readonly ids: readonly string[];
      readonly flood: number | undefined;
    }
  | {
      readonly kind: 'answered';
      readonly alarm: Alarm;
      readonly acknowledged: number;
      readonly shelved: number;
    }
  | { readonly kind: 'calm'; readonly shelved: number };

export function isWaiting({ state }: Alarm): boolean {
  return state === 'unacknowledged' || state === 'returned';
}

export function alarmView(alarms: readonly Alarm[], annunciation: Annunciation | undefined): AlarmView {
  const byWeight = alarms.toSorted((a, b) => b.severity - a.severity || b.raised - a.raised);
  const waiting = byWeight.filter(isWaiting);
  const [worst] = waiting;
  if (worst) {
    return {
      kind: 'waiting',
      alarm: worst,
      ids: waiting.map(({ id }) => id),
      flood: annunciation?.flood ? annunciation.recent : undefined,
    };
  }
  const shelved = alarms.filter(({ state }) => state === 'shelved').length;
  const acknowledged = byWeight.filter(({ state }) => state === 'acknowledged');
  const [answered] = acknowledged;
  if (answered) return { kind: 'answered', alarm: answered, acknowledged: acknowledged.length, shelved };
  return { kind: 'calm', shelved };
}

export function mayAcknowledge(role: Role): boolean {
  return roleAllows(role, 'analyst');
}
