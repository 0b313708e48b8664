import type { DisplayHealth, Health, SourceHealth } from '#contract/health.ts';

/** A lag or loop delay above this is worth a look. */
const LONG_LAG_MS = 60_000;
const LONG_LOOP_MS = 100;

/** What is not as it should be comes first: failing, then losing, then late, then the rest by name. */
function trouble(source: SourceHealth): number {
  if (source.state === 'failing') return 3;
  if (source.dropped > 0) return 2;
  return source.malformed > 0 || source.lagMs > LONG_LAG_MS ? 1 : 0;
}

export function orderSources(sources: readonly SourceHealth[]): SourceHealth[] {
  return sources.toSorted((a, b) => trouble(b) - trouble(a) || (a.name < b.name ? -1 : 1));
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
export function facts(health: Health): readonly Fact[] {
  return [
    { name: 'rules', bad: health.rules.failed > 0 },
    { name: 'groups', bad: health.correlation.evicted > 0 },
    { name: 'displays', bad: health.displays.some(isMute) },
    { name: 'loop', bad: health.loopDelayMs > LONG_LOOP_MS },
    { name: 'heap', bad: false },
    { name: 'up', bad: false },
  ];
}

export function troubleCount(health: Health): number {
  const sources = health.sources.filter((source) => trouble(source) >= 2).length;
  const none = health.sources.length === 0 ? 1 : 0;
  return none + sources + facts(health).filter((fact) => fact.bad).length + health.notices.length;
}
