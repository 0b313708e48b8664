/** A frame this much off the estimate means that a clock was set, not that the network was slow. */
const STEP_MS = 2000;
/** How fast an estimate made on a quick frame gives way, so that a drifting clock is followed. */
const DECAY_PER_MS = 0.001;

/**
 * The core's wall clock as seen from here. A frame can only arrive late, so the largest
 * (core time - local monotonic time) of the recent past is the best guess.
 */
export class CoreClock {
  readonly #monotonic: () => number;
  #offset: number;
  #sampledAt: number | undefined;

  constructor(monotonic: () => number, wall: () => number) {
    this.#monotonic = monotonic;
    this.#offset = wall() - monotonic();
  }

  now(): number {
    return this.#monotonic() + this.#offset;
  }

  sample(coreTime: number, arrivedAt: number): void {
    const seen = coreTime - arrivedAt;
    const aged = this.#offset - Math.max(0, arrivedAt - (this.#sampledAt ?? 0)) * DECAY_PER_MS;
    // Before the first frame the offset is only what the local clock thinks.
    const stepped = this.#sampledAt === undefined || Math.abs(seen - this.#offset) > STEP_MS;
    this.#offset = stepped ? seen : Math.max(seen, aged);
    this.#sampledAt = arrivedAt;
  }
}
