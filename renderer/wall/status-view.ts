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
