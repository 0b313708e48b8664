/** A page that is being loaded may take this long to its first beat, however impatient the config is. */
const LOAD_MS = 30_000;
/** How often a page beats, and how often it is looked after. */
export const BEAT_MS = 1_000;
/** A look that comes this late means that this process stood still itself, as after a suspended night. */
const ASLEEP_MS = 5 * BEAT_MS;

const LONGEST_EMPTY_MS = 120_000;

/** A page whose heart beats but that has nothing on the glass by then has failed. */
export function drawnWithin(hangMs: number): number {
  return Math.min(LONGEST_EMPTY_MS, Math.max(LOAD_MS, 8 * hangMs));
}

/** Tells a page whose main thread stands still. All times are monotonic ms. */
export class Heartbeat {
  readonly #hangMs: number;
  #deadline = Number.POSITIVE_INFINITY;
  #looked: number | undefined;

  constructor(hangMs: number) {
    this.#hangMs = hangMs;
  }

  loading(now: number): void {
    this.#deadline = now + Math.max(LOAD_MS, this.#hangMs);
  }

  beat(now: number): void {
    this.#deadline = now + this.#hangMs;
  }

  /** Nothing is expected until the next `loading`. */
  rest(): void {
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  /** To be asked every BEAT_MS. */
  hangs(now: number): boolean {
    const asleep = this.#looked !== undefined && now - this.#looked > ASLEEP_MS;
    this.#looked = now;
    if (asleep && this.#deadline !== Number.POSITIVE_INFINITY)
      this.#deadline = Math.max(this.#deadline, now + this.#hangMs);
    return now > this.#deadline;
  }
}
