import type { Status } from '#contract/wall.ts';
import type { MessageKey } from '#renderer/text/en.ts';

/** Events this much older than their arrival are not the present. */
export const PAST_AFTER_MS = 60_000;

/** The badge for what kind of time the wall shows; undefined when it is simply now. */
export function modeBadge(status: Status | undefined): MessageKey | undefined {
  if (!status || status.mode === 'none') return undefined;
  if (status.mode !== 'live') return `mode.${status.mode}`;
  return status.lagMs > PAST_AFTER_MS ? 'mode.past' : undefined;
}

/** A counter that only grows: did it grow lately? What was lost a week ago is a number, not news. */
export interface Growth {
  readonly value: number;
  readonly grewAt: number;
}

export const GROWTH_NEWS_MS = 60_000;

export function observe(before: Growth | undefined, value: number, now: number): Growth {
  if (!before) return { value, grewAt: Number.NEGATIVE_INFINITY };
  if (value === before.value) return before;
  return { value, grewAt: value > before.value ? now : before.grewAt };
}
