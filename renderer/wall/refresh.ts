import type { Directive } from '#contract/control.ts';

/** A page this young has just been loaded anew: the minute of the refresh must not begin it again. */
const YOUNG_MS = 120_000;
/** As long as that it waits for quiet; then it lets this day go. */
const WAIT_MS = 60 * 60_000;

export interface RefreshLook {
  readonly refresh: Directive['refresh'];
  /** Core wall-clock ms. */
  readonly nowMs: number;
  /** Since the page was loaded, ms. */
  readonly ageMs: number;
  /** The link is up, no alarm waits for an answer, nobody is in a dialog. */
  readonly quiet: boolean;
}

/** Decides when a page loads itself anew: once a day, from its minute on, at the first quiet look. */
export class DailyRefresh {
  #wantedAt = Number.NEGATIVE_INFINITY;
  /** Making one costs a millisecond, and it is used every second. */
  #clock: { readonly timeZone: string; readonly format: Intl.DateTimeFormat } | undefined;

  /** To be asked at least once a minute. */
  due({ refresh, nowMs, ageMs, quiet }: RefreshLook): boolean {
    if (!refresh || ageMs < YOUNG_MS) return false;
    if (this.#clockTime(nowMs, refresh.timeZone) === refresh.at) this.#wantedAt = nowMs;
    if (!quiet || Math.abs(nowMs - this.#wantedAt) > WAIT_MS) return false;
    this.#wantedAt = Number.NEGATIVE_INFINITY;
    return true;
  }

  #clockTime(atMs: number, timeZone: string): string {
    if (this.#clock?.timeZone !== timeZone) {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
      this.#clock = { timeZone, format };
    }
    return this.#clock.format.format(atMs);
  }
}

/**
 * Loads the page anew and keeps the old picture on the glass meanwhile: on the desktop host the fresh page loads in a
 * window behind this one; elsewhere a view transition holds the old picture (fresh-page.css) until whenDrawn says so.
 * A core that does not answer is no reason to leave a picture.
 */
export async function loadAnew(): Promise<void> {
  if (window.vigil) {
    window.vigil.refresh();
    return;
  }
  const { ok } = await fetch(location.pathname, { cache: 'no-store' });
  // Not reload(): that is the one kind of navigation without a view transition.
  if (ok) location.replace(location.pathname + location.search);
}
