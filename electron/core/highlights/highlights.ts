import type { Highlight } from '#contract/highlight.ts';

/** How long the wall points at something. */
export const HIGHLIGHT_MS = 10_000;
/** More things pointed at than this is pointing at nothing: the gravest stay. */
const MAX_HIGHLIGHTS = 12;

/** What the wall points at just now: one entry an incident, each for ten seconds. */
export class Highlights {
  version = 0;
  /** Rises when something is pointed at that was not before: that should be seen at once. */
  news = 0;
  #current: Highlight[] = [];

  /** Points at it, unless it already does. @returns until when, 0 where graver things leave no place for it */
  point(highlight: Omit<Highlight, 'until'>, nowMs: number): number {
    const known = this.#current.find((other) => other.id === highlight.id);
    if (known && known.until > nowMs && known.severity >= highlight.severity) return known.until;
    const until = nowMs + HIGHLIGHT_MS;
    const added = { ...highlight, until };
    const next = [added, ...this.#current.filter((other) => other.id !== highlight.id)]
      .sort((a, b) => b.severity - a.severity || b.until - a.until)
      .slice(0, MAX_HIGHLIGHTS);
    if (!next.includes(added)) return 0;
    this.#current = next;
    this.version++;
    this.news++;
    return until;
  }

  list(nowMs: number): Highlight[] {
    if (this.#current.some((highlight) => highlight.until <= nowMs)) {
      this.#current = this.#current.filter((highlight) => highlight.until > nowMs);
      this.version++;
    }
    return this.#current;
  }
}
