export interface ApproachOptions {
  /** As Home has it. */
  problem(): Promise<string | undefined>;
  /** The page can be loaded now. */
  arrive(): void;
  /** It can't; told once, and again when the reason changes. */
  away(why: string, since: Date): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** The way to a page whose server may be away: tried for ever, later each time. */
export class Approach {
  readonly #options: ApproachOptions;
  #tries = 0;
  #since: Date | undefined;
  /** What the page that stands meanwhile says; undefined where none stands. */
  #told: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** An answer to an earlier question is none. */
  #round = 0;

  constructor(options: ApproachOptions) {
    this.#options = options;
  }

  begin(): void {
    this.stop();
    void this.#ask(this.#round);
  }

  /** The server answered, but its page did not come. */
  failed(why: string): void {
    this.stop();
    // What stands in its place is Chromium's own page of errors.
    this.#told = undefined;
    this.#wait(why);
  }

  /** The page is on the glass. */
  arrived(): void {
    this.stop();
    this.#tries = 0;
    this.#since = undefined;
    this.#told = undefined;
  }

  stop(): void {
    this.#round++;
    clearTimeout(this.#timer);
  }

  async #ask(round: number): Promise<void> {
    const why = await this.#options.problem();
    if (round !== this.#round) return;
    if (why === undefined) this.#options.arrive();
    else this.#wait(why);
  }

  #wait(why: string): void {
    this.#since ??= new Date();
    if (this.#told !== why) this.#options.away(why, this.#since);
    this.#told = why;
    const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#tries++, 10));
    // All displays of a wall lose their server at once.
    this.#timer = setTimeout(() => this.begin(), waitMs * (0.75 + Math.random() / 2));
  }
}
