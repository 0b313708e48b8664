import type { DemoEvent } from './eve-line.ts';
import { noise } from './noise.ts';
import { Random } from './random.ts';
import { STORIES } from './stories.ts';

/** Lines are made in steps of this length, so that they do not depend on how often they are asked for. */
const STEP_MS = 50;
const FIRST_STORY_MS = 5000;
const STORY_EVERY_MS = 70_000;

/** Everything the demo's sensors write from a start on: the same seed and start give the same lines. */
export class DemoFeed {
  readonly #rate: number;
  readonly #start: number;
  readonly #noise: Random;
  readonly #seed: number;
  /** Stories under way: each gives its events in order. */
  #running: { next: DemoEvent; rest: Iterator<DemoEvent> }[] = [];
  #told = 0;
  #madeUntil: number;

  constructor(seed: number, rate: number, startMs: number) {
    this.#seed = seed;
    this.#rate = rate;
    this.#start = startMs;
    this.#madeUntil = startMs;
    this.#noise = new Random(seed);
  }

  /** Time up to which lines were given, ms. */
  get madeUntil(): number {
    return this.#madeUntil;
  }

  /** Lines of the whole steps that end by `untilMs`, in order of time. */
  lines(untilMs: number): string[] {
    const lines: string[] = [];
    while (this.#madeUntil + STEP_MS <= untilMs) {
      const end = this.#madeUntil + STEP_MS;
      for (const { body } of this.#step(this.#madeUntil, end)) lines.push(JSON.stringify(body));
      this.#madeUntil = end;
    }
    return lines;
  }

  #step(from: number, to: number): DemoEvent[] {
    while (this.#start + FIRST_STORY_MS + this.#told * STORY_EVERY_MS < to) this.#beginStory();
    const events = noise(from, to, this.#rate, this.#noise);
    const before = events.length;
    this.#running = this.#running.filter((story) => {
      while (story.next.at < to * 1000) {
        events.push(story.next);
        const { value, done } = story.rest.next();
        if (done === true) return false;
        story.next = value;
      }
      return true;
    });
    return events.length === before ? events : events.sort((a, b) => a.at - b.at);
  }

  #beginStory(): void {
    const index = this.#told++;
    const story = STORIES[index % STORIES.length] ?? STORIES[0];
    const random = new Random(this.#seed + Math.imul(index + 1, 0x9e3779b1));
    const at = (this.#start + FIRST_STORY_MS + index * STORY_EVERY_MS) * 1000;
    const rest = story({
      at,
      random,
      round: Math.floor(index / STORIES.length),
      scale: Math.min(4, Math.max(0.25, this.#rate / 100)),
    });
    const { value, done } = rest.next();
    if (done !== true) this.#running.push({ next: value, rest });
  }
}
