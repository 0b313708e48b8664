import type { ArcRing } from './arc-ring.ts';
import { CanvasPainter } from './canvas-painter.ts';
import { FrameLoop } from './frame-loop.ts';
import { canvasRate, type LiveTier } from './live-tier.ts';

/** The arcs without a GPU: Canvas2D, in the worker that draws the rest of the map. */
export function makeCanvasTier(canvas: OffscreenCanvas, ring: ArcRing): LiveTier {
  const painter = new CanvasPainter(canvas, ring);
  let arcs = 0;
  const loop = new FrameLoop(
    ring,
    () => canvasRate(arcs),
    (now) => {
      arcs = painter.draw(now, !loop.still);
    },
  );
  return {
    resize: (size) => painter.resize(size),
    setStill(still) {
      loop.still = still;
      loop.wake();
    },
    wake: () => loop.wake(),
    destroy: () => loop.stop(),
  };
}
