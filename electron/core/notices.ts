import type { Clock } from './base/clock.ts';

const MAX_NOTICES = 20;
/** How often what a count has grown by is worth telling. */
const COUNT_EVERY_MS = 60_000;

/** What a person should know of, newest first; Health shows it. */
export class Notices {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #list: { at: number; text: string; topic: string }[] = [];
  readonly #counts = new Map<string, { count: number; at: number }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** The next of the same topic takes its place: what repeats, such as a full disk, must not push the rest out. */
  add(text: string, topic = text): void {
    const before = this.#list.findIndex((one) => one.topic === topic);
    if (before >= 0) this.#list.splice(before, 1);
    this.#list.unshift({ at: this.#clock.now(), text, topic });
    if (this.#list.length > MAX_NOTICES) this.#list.length = MAX_NOTICES;
  }

  /** Those that there is room for. */
  addEach(texts: readonly string[]): void {
    for (const text of texts.slice(0, MAX_NOTICES)) this.add(text);
  }

  /** One a minute at most, of what a count has grown by since the last. @param what what is counted, and why it matters */
  grown(what: string, count: number): void {
    const now = this.#clock.now();
    const told = this.#counts.get(what) ?? { count: 0, at: Number.NEGATIVE_INFINITY };
    if (count === told.count || now - told.at < COUNT_EVERY_MS) return;
    this.#counts.set(what, { count, at: now });
    this.add(`${count - told.count} ${what}`, what);
  }

  list(): { at: number; text: string }[] {
    return this.#list.map(({ at, text }) => ({ at, text }));
  }
}
