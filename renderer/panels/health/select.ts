import type { DisplayHealth, Health, SourceHealth } from '#contract/health.ts';
import { isLosing } from '../losing.ts';

/** A lag or loop delay above this is worth a look. */
const LONG_LAG_MS = 60_000;
const LONG_LOOP_MS = 100;
/** What happened and is over is looked at within a shift, or not any more. */
const NOTICE_NEWS_MS = 4 * 3_600_000;

/** What is not as it should be comes first: failing, then losing, then late, then the rest by name. */
function trouble(source: SourceHealth, now: number): number {
  if (source.state === 'failing') return 3;
  if (isLosing(source.lastDropAt, now)) return 2;
  return source.malformed > 0 || source.lagMs > LONG_LAG_MS ? 1 : 0;
}

export function orderSources(sources: readonly SourceHealth[], now: number): SourceHealth[] {
  return sources.toSorted((a, b) => trouble(b, now) - trouble(a, now) || (a.name < b.name ? -1 : 1));
}

/** How many rows the sources and the reasons of malformed records get; one of these is seen however many sources. */
export function shareRows(
  room: number,
  sources: number,
  reasons: number,
): { readonly sources: number; readonly reasons: number } {
  const least = room > 2 ? Math.min(1, reasons) : 0;
  const left = Math.max(least, room - Math.max(1, sources));
  const shown = Math.min(reasons, left);
  return { sources: room - shown, reasons: shown };
}

export function isMute(display: DisplayHealth): boolean {
  return display.sound !== 'running';
}

export interface Fact {
  readonly name: 'rules' | 'groups' | 'heap' | 'loop' | 'displays' | 'up';
  readonly bad: boolean;
}

/** The core's own figures, the bad ones marked. */
export function facts(health: Health, now: number): readonly Fact[] {
  return [
    { name: 'rules', bad: health.rules.failed > 0 },
    { name: 'groups', bad: isLosing(health.correlation.lastEvictedAt, now) },
    { name: 'displays', bad: health.displays.some(isMute) },
    { name: 'loop', bad: health.loopDelayMs > LONG_LOOP_MS },
    { name: 'heap', bad: false },
    { name: 'up', bad: false },
  ];
}

/** Notices of what is still so, or happened lately. */
export function presentNotices({ notices }: Pick<Health, 'notices'>, now: number): Health['notices'] {
  return notices.filter(({ at, stands }) => stands || now - at < NOTICE_NEWS_MS);
}

export function troubleCount(health: Health, now: number): number {
  const sources = health.sources.filter((source) => trouble(source, now) >= 2).length;
  const none = health.sources.length === 0 ? 1 : 0;
  const bad = facts(health, now).filter((fact) => fact.bad).length;
  return none + sources + bad + presentNotices(health, now).length;
}
