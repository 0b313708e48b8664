export interface Sampled {
  /** Events a second behind the arcs that flew, and events that had one to fly. */
  readonly shown: number;
  readonly seen: number;
}

/** A sample is told once this share is missing: one event that came between two counts is no sampling. */
const TOLD_BELOW = 0.98;
/** Spans that are averaged, so that the badge is steady. */
const SPANS = 3;
/** As the flows come, with which the panel is drawn anyway; without them a little later. */
const SPAN_MS = 1_000;
const SLACK_MS = 150;

/** Counts what the core had to show and what it sent, by spans of about a second. */
export class ArcCount {
  private readonly spans: { shown: number; seen: number; seconds: number }[] = [];
  private since: number;
  private shown = 0;
  private seen = 0;

  /** @param nowMs of a clock that only goes on */
  constructor(nowMs: number) {
    this.since = nowMs;
  }

  /** @param shown Events behind the arcs: one that stands for ten shows ten. */
  add(shown: number, seen: number): void {
    this.shown += shown;
    this.seen += seen;
  }

  isOver(nowMs: number, flowsCame: boolean): boolean {
    return nowMs - this.since >= SPAN_MS + (flowsCame ? -SLACK_MS : SLACK_MS);
  }

  /** Ends a span. Undefined while everything is shown. */
  next(nowMs: number): Sampled | undefined {
    this.spans.push({ shown: this.shown, seen: this.seen, seconds: (nowMs - this.since) / 1000 });
    if (this.spans.length > SPANS) this.spans.shift();
    this.since = nowMs;
    this.shown = 0;
    this.seen = 0;
    const total = { shown: 0, seen: 0, seconds: 0 };
    for (const span of this.spans) {
      total.shown += span.shown;
      total.seen += span.seen;
      total.seconds += span.seconds;
    }
    if (total.seconds === 0 || total.seen === 0 || total.shown >= total.seen * TOLD_BELOW) return undefined;
    return { shown: Math.round(total.shown / total.seconds), seen: Math.round(total.seen / total.seconds) };
  }
}
