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

  /**
   * What is wrong with something for the time being, in place of what was said of it before; nothing once it is mended.
   * @returns what of it is new
   */
  stand(topic: string, texts: readonly string[]): string[] {
    const known = this.#list.filter((one) => one.topic === topic).map(({ text }) => text);
    this.#put(topic, texts.slice(0, MAX_OF_TOPIC), true);
    return texts.filter((text) => !known.includes(text));
  }

  /**
   * One a minute at most, of what a count has grown by since the last.
   * @param what what is counted, and why it matters @returns the notice, if there was one
   */
  grown(what: string, count: number): string | undefined {
    const now = this.#clock.now();
    const told = this.#counts.get(what) ?? { count: 0, at: Number.NEGATIVE_INFINITY };
    if (count === told.count || now - told.at < COUNT_EVERY_MS) return undefined;
    this.#counts.set(what, { count, at: now });
    const text = `${count - told.count} ${what}`;
    this.add(text, what);
    return text;
  }

  list(): Health['notices'] {
    return this.#list.map(({ at, text, stands }) => ({ at, text, stands }));
  }

  #put(topic: string, texts: readonly string[], stands: boolean): void {
    const at = this.#clock.now();
    // What still stands has stood since it was first said.
    const own = this.#list.filter((one) => one.topic === topic && one.stands);
    const since = new Map(own.map((one) => [one.text, one.at]));
    const others = this.#list.filter((one) => one.topic !== topic);
    this.#list = [...texts.map((text) => ({ at: since.get(text) ?? at, text, stands, topic })), ...others];
    while (this.#list.length > MAX_NOTICES) {
      const past = this.#list.findLastIndex((one) => !one.stands);
      this.#list.splice(past >= 0 ? past : MAX_NOTICES, 1);
    }
  }
}
