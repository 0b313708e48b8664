import type { Directive } from '#contract/control.ts';
import type { Health } from '#contract/health.ts';
import type { NoticesSettings } from './settings.ts';

export interface Notice {
  readonly key: string;
  readonly kind: 'message' | 'core';
  readonly text: string;
  /** Core wall-clock ms; 0 where it is not known. */
  readonly at: number;
  /** Until when it stands; 0 until somebody clears it. */
  readonly until: number;
  /** The same notice of the core in a row counts. */
  readonly count: number;
}

/** Messages of people first, then the core's notices, newest first. */
export function noticesOf(
  health: Health | undefined,
  banners: Directive['banners'],
  now: number,
  settings: NoticesSettings,
): Notice[] {
  const messages: Notice[] = settings.messages
    ? banners
        .filter(({ until }) => until === 0 || until > now)
        .map(({ id, text, until }) => ({ key: `m ${id}`, kind: 'message', text, at: 0, until, count: 1 }))
    : [];
  const core: Notice[] = [];
  for (const { at, text, stands } of settings.core ? (health?.notices ?? []) : []) {
    if (!stands && now - at > settings.hours * 3_600_000) continue;
    const before = core.find((notice) => notice.text === text);
    if (before) core[core.indexOf(before)] = { ...before, count: before.count + 1 };
    else core.push({ key: `c ${text}`, kind: 'core', text, at, until: 0, count: 1 });
  }
  return [...messages, ...core.toSorted((a, b) => b.at - a.at)];
}
