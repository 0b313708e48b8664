export interface LiveSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** CSS pixels of 1 vh. */
  readonly unit: number;
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
}

/** What draws the arcs in the air: deck.gl where there is a GPU, Canvas2D where there is none. It has a ring to read. */
export interface LiveTier {
  resize(size: LiveSize): void;
  /** No motion: arcs stand still and fade, nothing pulses. */
  setStill(still: boolean): void;
  /** The ring changed: draw until its last arc has faded, then rest. */
  wake(): void;
  destroy(): void;
}

/** Arcs the canvas tier keeps: both in the air and as traces. The oldest trace goes first. */
export const CANVAS_CAPACITY = 256;
const CANVAS_RATE = 30;
const LEAST_CANVAS_RATE = 12;
/** Arcs that are drawn at the full rate. */
const CANVAS_ARCS = 60;

/** Every stroke is the processor's work, which the core may need: with more arcs in the air, fewer frames a second. */
export function canvasRate(arcs: number): number {
  return Math.max(LEAST_CANVAS_RATE, Math.min(CANVAS_RATE, (CANVAS_RATE * CANVAS_ARCS) / Math.max(1, arcs)));
}

/** A still arc changes only by fading. */
export const STILL_RATE = 6;
