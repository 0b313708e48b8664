export interface Sampled {
  /** Events a second behind the arcs that flew, and events that had one to fly. */
  readonly shown: number;
  readonly seen: number;
}

/** A sample is told once this share is missing: one event that came between two counts is no sampling. */
const TOLD_BELOW = 0.98;
/** Seconds that are averaged, so that the badge is steady. */
const SPAN = 3;

/** Counts what the core had to show and what it sent, by the second. */
export class ArcCount {
  private readonly seconds: { shown: number; seen: number }[] = [];
  private shown = 0;
  private seen = 0;

  /** @param shown Events behind the arcs: one that stands for ten shows ten. */
  add(shown: number, seen: number): void {
    this.shown += shown;
    this.seen += seen;
  }

  /** Ends a second. Undefined while everything is shown. */
  next(): Sampled | undefined {
    this.seconds.push({ shown: this.shown, seen: this.seen });
    if (this.seconds.length > SPAN) this.seconds.shift();
    this.shown = 0;
    this.seen = 0;
    const total = { shown: 0, seen: 0 };
    for (const second of this.seconds) {
      total.shown += second.shown;
      total.seen += second.seen;
    }
    if (total.seen === 0 || total.shown >= total.seen * TOLD_BELOW) return undefined;
    const count = this.seconds.length;
    return { shown: Math.round(total.shown / count), seen: Math.round(total.seen / count) };
  }
}
