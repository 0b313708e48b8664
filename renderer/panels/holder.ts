import type { Alarm } from '#contract/alarm.ts';
import { t } from '#renderer/text/text.ts';

/** Who has an incident, by its alarm. */
export function holder(alarm: Alarm | undefined): string {
  if (!alarm || alarm.state === 'normal') return t('focus.nobody');
  if (alarm.state === 'acknowledged') return t('focus.held', { by: alarm.by });
  if (alarm.state === 'shelved') return t('focus.shelved', { by: alarm.by, reason: alarm.reason });
  return t('focus.waiting');
}
