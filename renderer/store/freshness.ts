import type { WallState } from './wall-store.ts';

/** Until the core says otherwise. */
const DEFAULT_STALE_AFTER_MS = 10_000;
/** The core sends status at least once a second; this long without a frame is a dead link that looks alive. */
export const SILENT_AFTER_MS = 4000;

type Watched = Pick<WallState, 'link' | 'linkSince' | 'frameAt' | 'status' | 'loaded'>;

/** `silent`: the connection stands but no frame comes. */
export type LinkView = { state: 'connecting' | 'up' | 'down' | 'silent'; since: number };

export function linkView(state: Watched, now: number): LinkView {
  if (state.link === 'up' && state.frameAt > 0 && now - state.frameAt > SILENT_AFTER_MS) {
    return { state: 'silent', since: state.frameAt };
  }
  return { state: state.link, since: state.linkSince };
}

/** Age of the newest event, ms; undefined before the first. */
export function dataAgeMs(state: Watched, now: number): number | undefined {
  const at = state.status?.lastEventAt ?? 0;
  return at > 0 ? Math.max(0, now - at) : undefined;
}

export type Freshness = { stale: false } | { stale: true; cause: 'link' | 'data'; ageMs: number };

const FRESH: Freshness = { stale: false };

/**
 * @param of `core` for panels about the core itself, which are fresh while frames come;
 * `events` for panels about the stream, which are stale without events too.
 */
export function freshness(state: Watched, now: number, of: 'core' | 'events'): Freshness {
  if (!state.loaded) return FRESH;
  const limit = state.status?.staleAfterMs ?? DEFAULT_STALE_AFTER_MS;
  const frameAge = now - state.frameAt;
  if (frameAge > limit) return { stale: true, cause: 'link', ageMs: frameAge };
  const age = of === 'events' ? dataAgeMs(state, now) : undefined;
  if (age !== undefined && age > limit) return { stale: true, cause: 'data', ageMs: age };
  return FRESH;
}
