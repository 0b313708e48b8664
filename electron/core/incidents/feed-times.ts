interface FeedTime {
  newest: number;
  /** Core wall clock when it came so far. */
  at: number | undefined;
}

/** How far each feed has come in event time. Between its events the wall clock carries it on. */
export class FeedTimes {
  readonly #byFeed = new Map<string, FeedTime>();

  /** @param time of an event of the feed @param nowMs core wall clock of its receipt */
  reached(feed: string, time: number, nowMs: number): void {
    // A sensor whose clock runs ahead must not take its feed along.
    const newest = Math.min(time, nowMs);
    const known = this.#byFeed.get(feed);
    if (known === undefined) this.#byFeed.set(feed, { newest, at: nowMs });
    else if (newest > known.newest) {
      known.newest = newest;
      known.at = nowMs;
    }
  }

  /** It had come so far when an earlier run ended; the wall clock carries it on from when it is first asked for. */
  restore(feed: string, time: number): void {
    const known = this.#byFeed.get(feed);
    if (known === undefined) this.#byFeed.set(feed, { newest: time, at: undefined });
    else known.newest = Math.max(known.newest, time);
  }

  /** Event time of the feed now; a feed that was never heard lives by the wall clock. */
  at(feed: string, nowMs: number): number {
    const known = this.#byFeed.get(feed);
    if (known === undefined) return nowMs;
    known.at ??= nowMs;
    return known.newest + Math.max(0, nowMs - known.at);
  }
}
