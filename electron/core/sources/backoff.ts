export interface BackoffOptions {
  readonly firstMs?: number;
  readonly maxMs?: number;
  /** 0 to 1. */
  readonly random?: () => number;
}

/** Doubling waits with jitter: when a hub comes back, its clients don't all knock at once. */
export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #tries = 0;

  constructor({ firstMs = 500, maxMs = 30_000, random = Math.random }: BackoffOptions = {}) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  /** From half of the wait to the whole of it. */
  nextMs(): number {
    const wait = Math.min(this.#maxMs, this.#firstMs * 2 ** Math.min(this.#tries++, 20));
    return Math.round(wait * (0.5 + this.#random() / 2));
  }

  reset(): void {
    this.#tries = 0;
  }
}
