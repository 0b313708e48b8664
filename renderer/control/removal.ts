import type { AuditEntry } from '#contract/audit.ts';
import type { Stamp } from '#contract/control.ts';

interface Saved {
  readonly name: string;
  readonly at?: number | undefined;
}

/** Who removed what was last saved as this; undefined while the history, which comes a moment later, has not told. */
export function removalOf(
  { name, at = 0 }: Saved,
  call: 'wall.remove' | 'playlist.remove',
  entries: readonly AuditEntry[],
): Stamp | undefined {
  return entries.find((entry) => entry.call === call && entry.on === name && entry.at >= at);
}
