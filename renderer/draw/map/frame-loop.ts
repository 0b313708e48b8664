import type { ArcRing } from './arc-ring.ts';
import { STILL_RATE } from './live-tier.ts';

/** Half a display frame of slack, or 30 a second would become 20 on a 60 Hz display. */
const SLACK_MS = 8;

/** Frames while anything is alive, none otherwise. Runs in the window and in a worker. */
export class FrameLoop {
  still = false;
  private readonly ring: ArcRing;
  private readonly rate: () => number;
  private readonly draw: (now: number) => void;
  private request = 0;
  private last = 0;

  /**
   * @param rate frames a second, asked anew each time
   * @param draw `now` in seconds on the ring's clock; called once more after the last arc has faded
   */
  constructor(ring: ArcRing, rate: () => number, draw: (now: number) => void) {
    this.ring = ring;
    this.rate = rate;
    this.draw = draw;
  }

  wake(): void {
    if (this.request === 0) this.request = requestAnimationFrame(this.tick);
  }

  stop(): void {
    cancelAnimationFrame(this.request);
    this.request = 0;
  }

  private readonly tick = (): void => {
    // Not the callback's time: a worker's and a window's differ in origin, performance.now() is what arcs start by.
    const clock = performance.now();
    const now = this.ring.seconds(clock);
    const alive = now <= this.ring.aliveUntil;
    const rate = this.still ? STILL_RATE : this.rate();
    if (!alive || clock - this.last >= 1000 / rate - SLACK_MS) {
      this.last = clock;
      this.draw(now);
    }
    this.request = alive ? requestAnimationFrame(this.tick) : 0;
  };
}
