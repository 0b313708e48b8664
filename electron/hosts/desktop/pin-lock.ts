const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 30 * 60_000;

export type PinAnswer = { readonly right: true } | { readonly right: false; readonly lockedMs: number };

export interface PinLockOptions {
  fits(pin: string): Promise<boolean>;
  /** Monotonic ms. */
  now(): number;
}

/** Counts wrong PINs over all windows: five, then a pause that doubles with each further one. */
export class PinLock {
  readonly #options: PinLockOptions;
  #wrong = 0;
  #lockedUntil = 0;
  /** One try at a time: a hundred at once would all be within the five. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PinLockOptions) {
    this.#options = options;
  }

  lockedMs(): number {
    return Math.max(0, this.#lockedUntil - this.#options.now());
  }

  check(pin: string): Promise<PinAnswer> {
    const answer = this.#last.then(() => this.#check(pin));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #check(pin: string): Promise<PinAnswer> {
    const locked = this.lockedMs();
    if (locked > 0) return { right: false, lockedMs: locked };
    if (await this.#options.fits(pin)) {
      this.#wrong = 0;
      return { right: true };
    }
    this.#wrong++;
    const beyond = this.#wrong - FREE_TRIES;
    if (beyond >= 0) {
      this.#lockedUntil = this.#options.now() + Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** beyond);
    }
    return { right: false, lockedMs: this.lockedMs() };
  }
}
