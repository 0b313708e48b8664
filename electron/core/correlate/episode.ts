import type { EventRef } from '#contract/detection.ts';
import type { Entry } from './entry.ts';
import type { Episode, Group } from './group.ts';
import type { CompiledCorrelation } from './rule-set.ts';

/** While an episode goes on it is told again after so long in event time, or when it has doubled. */
const UPDATE_MS = 1000;

/** Carries the group's episode on with its newest entry, which holds; false when the entry begins a new one. */
export function follow(correlation: CompiledCorrelation, group: Group, entry: Entry, index: number): boolean {
  const { episode } = group;
  if (episode && entry.time - episode.lastTime <= correlation.timespanMs) {
    episode.count++;
    episode.lastTime = entry.time;
    return true;
  }
  const start = group.windowStart(index);
  group.episode = newEpisode(group.entry(start)?.ref ?? entry.ref, index - start + 1, entry.time);
  return false;
}

/** Tells whether the run that a late event extended or made has been told; sets the episode when the run is the newest. */
export function joinLate(group: Group, index: number): boolean {
  const from = group.runStart(index);
  const to = group.runEnd(index);
  let told = false;
  for (let i = from; i <= to && !told; i++) told = group.entry(i)?.told ?? false;
  const newest = group.entry(to);
  if (to === group.newestIndex && newest && !group.episode) {
    const start = group.windowStart(from);
    group.episode = newEpisode(group.entry(start)?.ref ?? newest.ref, to - start + 1, newest.time);
  }
  return told;
}

/** Whether an episode that goes on has changed enough to be told again. */
export function isDue(episode: Episode | undefined): boolean {
  return (
    episode !== undefined &&
    (episode.lastTime - episode.toldTime >= UPDATE_MS || episode.count >= 2 * episode.toldCount)
  );
}

function newEpisode(first: EventRef, count: number, lastTime: number): Episode {
  return { first, count, lastTime, toldTime: Number.NEGATIVE_INFINITY, toldCount: 0 };
}

/** The newest events of a window in order, with those behind a correlation's hit before its own. */
export function windowRefs(group: Group, start: number, end: number, max: number): EventRef[] {
  const out: EventRef[] = [];
  const seen = new Set<number>();
  for (let i = end; i >= start && out.length < max; i--) {
    const entry = group.entry(i);
    if (!entry) continue;
    for (const ref of [entry.ref, ...entry.behind.toReversed()]) {
      if (seen.has(ref.sequence) || out.length >= max) continue;
      seen.add(ref.sequence);
      out.push(ref);
    }
  }
  return out.reverse().sort((a, b) => a.time - b.time || a.sequence - b.sequence);
}
