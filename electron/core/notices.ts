import type { Health } from '#contract/health.ts';
import type { Clock } from './base/clock.ts';

const MAX_NOTICES = 20;
/** A folder of broken rules must not push out the rest. */
const MAX_OF_TOPIC = 10;
/** How often what a count has grown by is worth telling. */
const COUNT_EVERY_MS = 60_000;

type Notice = Health['notices'][number] & { readonly topic: string };

/** What a person should know of, newest first; Health shows it. */
export class Notices {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #counts = new Map<string, { count: number; at: number }>();
  #list: Notice[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** The next of the same topic takes its place: what repeats, such as a full disk, must not push the rest out. */
  add(text: string, topic = text): void {
    this.#put(topic, [text], false);
  }

  /** What is wrong with something for the time being, in place of what was said of it before; nothing once it is mended. */
  stand(topic: string, texts: readonly string[]): void {
    this.#put(topic, texts.slice(0, MAX_OF_TOPIC), true);
  }

  /** One a minute at most, of what a count has grown by since the last. @param what what is counted, and why it matters */
  grown(what: string, count: number): void {
    const now = this.#clock.now();
    const told = this.#counts.get(what) ?? { count: 0, at: Number.NEGATIVE_INFINITY };
    if (count === told.count || now - told.at < COUNT_EVERY_MS) return;
    this.#counts.set(what, { count, at: now });
    this.add(`${count - told.count} ${what}`, what);
  }

  list(): Health['notices'] {
    return this.#list.map(({ at, text, stands }) => ({ at, text, stands }));
  }

  #put(topic: string, texts: readonly string[], stands: boolean): void {
    const at = this.#clock.now();
    const others = this.#list.filter((one) => one.topic !== topic);
    this.#list = [...texts.map((text) => ({ at, text, stands, topic })), ...others];
    while (this.#list.length > MAX_NOTICES) {
      const past = this.#list.findLastIndex((one) => !one.stands);
      this.#list.splice(past >= 0 ? past : MAX_NOTICES, 1);
    }
  }
}
