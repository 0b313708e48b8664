import type { FeedMode, Status } from '#contract/wall.ts';
import type { Feed } from './feed.ts';

const PEAK_SECONDS = 900;
/** A feed that has brought something in so long before the newest event still tells how old the stream is. */
const RECENT_MS = 60_000;

/** What the status bar says of the stream as a whole, over all feeds. */
export class StreamStatus {
  readonly #feeds: readonly Feed[];
  readonly #fixed: Pick<Status, 'staleAfterMs' | 'timeZones'>;
  /** Events of each of the last seconds, oldest first. */
  readonly #seconds: number[] = [];

  constructor(feeds: readonly Feed[], fixed: Pick<Status, 'staleAfterMs' | 'timeZones'>) {
    this.#feeds = feeds;
    this.#fixed = fixed;
  }

  /** Once a second: notes what the last one brought. */
  noteSecond(nowMs: number): void {
    this.#seconds.push(this.#rate(nowMs));
    if (this.#seconds.length > PEAK_SECONDS) this.#seconds.shift();
  }

  at(nowMs: number): Omit<Status, 'olderThanChart' | 'arcShare'> {
    const feeds = this.#feeds;
    const lastEventAt = feeds.reduce((newest, feed) => Math.max(newest, feed.lastEventAt), 0);
    // One feed that catches up beside a live one does not make a wall of the past.
    const recent = feeds.filter((feed) => feed.lastEventAt > 0 && lastEventAt - feed.lastEventAt < RECENT_MS);
    return {
      ...this.#fixed,
      mode: this.#mode(),
      events: feeds.reduce((sum, feed) => sum + feed.events, 0),
      rate: this.#rate(nowMs),
      peakRate: this.#seconds.reduce((most, rate) => Math.max(most, rate), 0),
      dropped: feeds.reduce((sum, feed) => sum + feed.dropped, 0),
      malformed: feeds.reduce((sum, feed) => sum + feed.malformed, 0),
      lastEventAt,
      lagMs: recent.length === 0 ? 0 : Math.min(...recent.map(({ lagMs }) => lagMs)),
    };
  }

  #rate(nowMs: number): number {
    return this.#feeds.reduce((sum, feed) => sum + feed.lastSecond(nowMs), 0);
  }

  #mode(): FeedMode {
    const modes = new Set(this.#feeds.map(({ source }) => source.mode));
    if (modes.size === 0) return 'none';
    if (modes.has('demo')) return 'demo';
    return modes.has('replay') ? 'replay' : 'live';
  }
}
