import type { Highlight } from '#contract/highlight.ts';

/** How long the wall points at something. */
export const HIGHLIGHT_MS = 10_000;
/** So long it keeps its place against what is as grave: nobody reads what is taken away sooner. */
const HELD_MS = 3_000;
/** More things pointed at than this is pointing at nothing: the gravest stay. */
const MAX_HIGHLIGHTS = 12;

/** What the wall points at just now: one entry an incident, each for ten seconds unless something else needs its place. */
export class Highlights {
  version = 0;
  /** Rises when something is pointed at that was not before: that should be seen at once. */
  news = 0;
  /** Gravest first, then newest. */
  #current: Highlight[] = [];

  /** Points at it, unless it already does. @returns until when, 0 where others keep their place against it */
  point(highlight: Omit<Highlight, 'until'>, nowMs: number): number {
    const known = this.#current.find((other) => other.id === highlight.id);
    if (known && known.until > nowMs && known.severity >= highlight.severity) return known.until;
    const others = this.#current.filter((other) => other !== known && other.until > nowMs);
    if (others.length >= MAX_HIGHLIGHTS) {
      const last = others.pop();
      if (last && !givesWay(last, highlight, nowMs)) return 0;
    }
    const until = nowMs + HIGHLIGHT_MS;
    this.#current = [{ ...highlight, until }, ...others].sort(
      (a, b) => b.severity - a.severity || b.until - a.until,
    );
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

function givesWay(lit: Highlight, to: Pick<Highlight, 'severity'>, nowMs: number): boolean {
  if (lit.severity !== to.severity) return lit.severity < to.severity;
  return nowMs >= lit.until - HIGHLIGHT_MS + HELD_MS;
}
