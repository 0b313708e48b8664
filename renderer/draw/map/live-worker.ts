import { RECORD_BYTES } from './arc-ring.ts';
import { CanvasPainter, type PainterSize } from './canvas-painter.ts';
import { FrameLoop } from './frame-loop.ts';
import { CANVAS_CAPACITY, canvasRate } from './live-tier.ts';

/** What the window tells the worker. Times are seconds on the window's ring. */
export type ToWorker =
  | { readonly kind: 'open'; readonly canvas: OffscreenCanvas; readonly timeOrigin: number }
  | { readonly kind: 'size'; readonly size: PainterSize }
  | { readonly kind: 'still'; readonly still: boolean }
  | {
      readonly kind: 'records';
      readonly offset: number;
      readonly bytes: Uint8Array;
      readonly aliveUntil: number;
      readonly base: number;
    };

/** The window's ring, as far as this worker was told. */
class Copy {
  readonly capacity = CANVAS_CAPACITY;
  readonly bytes = new Uint8Array(CANVAS_CAPACITY * RECORD_BYTES);
  readonly floats = new Float32Array(this.bytes.buffer);
  aliveUntil = Number.NEGATIVE_INFINITY;
  base = 0;
  /** A worker's clock begins later than its window's. */
  ahead = 0;

  seconds(clockMs: number): number {
    return (clockMs + this.ahead) / 1000 - this.base;
  }
}

const copy = new Copy();
let painter: CanvasPainter | undefined;
let arcs = 0;
const loop = new FrameLoop(
  copy,
  () => canvasRate(arcs),
  (now) => {
    arcs = painter?.draw(now, !loop.still) ?? 0;
  },
);

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'open':
      copy.ahead = performance.timeOrigin - data.timeOrigin;
      painter = new CanvasPainter(data.canvas, copy);
      break;
    case 'size':
      painter?.resize(data.size);
      loop.wake();
      break;
    case 'still':
      loop.still = data.still;
      loop.wake();
      break;
    case 'records':
      copy.bytes.set(data.bytes, data.offset);
      copy.aliveUntil = data.aliveUntil;
      copy.base = data.base;
      loop.wake();
      break;
  }
});
