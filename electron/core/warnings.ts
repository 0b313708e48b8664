import type { Clock } from './base/clock.ts';
import type { Notices } from './notices.ts';

/** A topic has a line of the log a minute: what drops thousands tells of each. */
const LOG_EVERY_MS = 60_000;

/** Trouble that arises in the core: a notice for the wall, and a line for whoever reads the host's log. */
export class Warnings {
  readonly #notices: Notices;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: (text: string) => void;
  readonly #loggedAt = new Map<string, number>();

  constructor(notices: Notices, clock: Pick<Clock, 'now'>, log: (text: string) => void = () => undefined) {
    this.#notices = notices;
    this.#clock = clock;
    this.#log = log;
  }

  /** Something that happened, as Notices.add. */
  add(text: string, topic = text): void {
    this.#notices.add(text, topic);
    this.#line(text, topic);
  }

  /** Something that is so for the time being, as Notices.stand. */
  stand(topic: string, texts: readonly string[]): void {
    for (const text of this.#notices.stand(topic, texts)) this.#line(text, topic);
  }

  /** What a count has grown by, as Notices.grown. */
  grown(what: string, count: number): void {
    const text = this.#notices.grown(what, count);
    if (text !== undefined) this.#line(text, what);
  }

  #line(text: string, topic: string): void {
    // One that is its own topic is told once, at the start.
    if (topic !== text) {
      const now = this.#clock.now();
      if (now - (this.#loggedAt.get(topic) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
      this.#loggedAt.set(topic, now);
    }
    this.#log(text);
  }
}
