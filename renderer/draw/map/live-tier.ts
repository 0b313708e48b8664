/** What draws the arcs in the air: deck.gl where there is a GPU, Canvas2D where there is none. It has a ring to read. */
export interface LiveTier {
  readonly name: 'deck' | 'canvas';
  /** CSS pixels. */
  resize(width: number, height: number, unit: number): void;
  /** No motion: arcs stand still and fade, nothing pulses. */
  setStill(still: boolean): void;
  /** The ring changed: draw until its last arc has faded, then rest. */
  wake(): void;
  destroy(): void;
}

/** Arcs the canvas tier keeps: both in the air and as traces. The oldest trace goes first. */
export const CANVAS_CAPACITY = 256;
export const CANVAS_RATE = 30;
/** A still arc changes only by fading. */
export const STILL_RATE = 6;
