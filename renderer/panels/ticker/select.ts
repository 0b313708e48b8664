import type { Health } from '#contract/health.ts';
import type { IncidentRow } from '#contract/incident.ts';
import type { Severity } from '#contract/severity.ts';
import type { AlertRow } from '#contract/wall.ts';
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
}

/** Newest first, bounded. Counts are left out: a ticker whose text changes all the time can't be read. */
export function newsOf(known: Known, settings: TickerSettings): News[] {
  const news: News[] = [];
  if (settings.kinds.includes('incidents')) {
    for (const { id, severity, title, cause, opened, state } of known.incidents) {
      if (severity < settings.from || state === 'closed') continue;
      news.push({ key: `i ${id}`, severity, text: `${title} · ${cause.value}`, at: opened });
    }
  }
  if (settings.kinds.includes('alerts')) {
    for (const { id, severity, title, source, destination, first } of known.alerts) {
      if (severity < settings.from) continue;
      const ends = [source, destination].filter((end) => end !== '').join(' → ');
      news.push({ key: `a ${id}`, severity, text: ends === '' ? title : `${title} · ${ends}`, at: first });
    }
  }
  if (settings.kinds.includes('notices')) {
    for (const { at, text } of known.notices) {
      news.push({ key: `n ${at} ${text}`, severity: undefined, text, at });
    }
  }
  return news.toSorted((a, b) => b.at - a.at).slice(0, settings.items);
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
