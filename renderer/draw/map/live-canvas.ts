import type { ArcRing } from './arc-ring.ts';
import type { LiveTier } from './live-tier.ts';
import type { ToWorker } from './live-worker.ts';

/**
 * The tier without a GPU. Canvas2D is then filled by the CPU, in the thread that draws: 8 ms a frame. A worker does
 * both, so the window's own thread is left to the rest of the wall.
 */
export function makeCanvasTier(canvas: HTMLCanvasElement, ring: ArcRing): LiveTier {
  const worker = new Worker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'map-arcs',
  });
  const tell = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const offscreen = canvas.transferControlToOffscreen();
  tell({ kind: 'open', canvas: offscreen, timeOrigin: performance.timeOrigin }, [offscreen]);
  const wake = () => {
    const { aliveUntil, base } = ring;
    ring.flush((offset, bytes) => {
      const copy = bytes.slice();
      tell({ kind: 'records', offset, bytes: copy, aliveUntil, base }, [copy.buffer]);
    });
  };
  return {
    name: 'canvas',
    resize(width, height, unit) {
      tell({ kind: 'size', size: { width, height, unit, ratio: devicePixelRatio } });
    },
    setStill: (still) => tell({ kind: 'still', still }),
    wake,
    destroy: () => worker.terminate(),
  };
}
