import type { Health } from '#contract/health.ts';
import type { IncidentRow } from '#contract/incident.ts';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { AlertRow } from '#contract/wall.ts';
import { filterOf } from '../filter.ts';
import type { TickerSettings } from './settings.ts';

export interface News {
  readonly key: string;
  /** Undefined for a notice: it is about the wall, not an attack. */
  readonly severity: Severity | undefined;
  readonly text: string;
  readonly at: number;
}

interface Known {
  readonly incidents: readonly IncidentRow[];
  readonly alerts: readonly AlertRow[];
  readonly notices: Health['notices'];
  readonly places: ReadonlyMap<number, Place>;
}

export interface Told {
  readonly news: readonly News[];
  /** Incidents and alerts that the filter leaves out. */
  readonly left: number;
}

/** Newest first, bounded. Counts are left out: a ticker whose text changes all the time can't be read. */
export function newsOf(known: Known, settings: TickerSettings): Told {
  const { kinds, items } = settings;
  const passes = filterOf(settings, known.places);
  const news: News[] = [];
  let left = 0;
  for (const row of kinds.includes('incidents') ? known.incidents : []) {
    const { id, severity, title, cause, opened, state } = row;
    if (state === 'closed') continue;
    if (passes(row)) news.push({ key: `i ${id}`, severity, text: `${title} · ${cause.value}`, at: opened });
    else left++;
  }
  for (const row of kinds.includes('alerts') ? known.alerts : []) {
    const { id, severity, title, source, destination, first, sensor, category } = row;
    if (!passes({ ...row, sensors: [sensor], categories: [category] })) {
      left++;
      continue;
    }
    const ends = [source, destination].filter((end) => end !== '').join(' → ');
    news.push({ key: `a ${id}`, severity, text: ends === '' ? title : `${title} · ${ends}`, at: first });
  }
  for (const { at, text } of kinds.includes('notices') ? known.notices : []) {
    news.push({ key: `n ${at} ${text}`, severity: undefined, text, at });
  }
  return { news: news.toSorted((a, b) => b.at - a.at).slice(0, items), left };
}

/** Seconds for the whole text to pass once. */
export function lapSeconds(news: readonly News[], speed: number): number {
  const characters = news.reduce((sum, { text }) => sum + text.length + 12, 0);
  return Math.max(8, Math.round(characters / speed));
}

/** Where nothing may move: one piece at a time, the same on every wall. */
export function stillNews(news: readonly News[], second: number, speed: number): News | undefined {
  if (news.length === 0) return undefined;
  // As long as it would take to pass, so that it can be read.
  const seconds = Math.max(4, Math.round(60 / speed));
  return news[Math.floor(second / seconds) % news.length];
}
