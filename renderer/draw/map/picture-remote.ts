import type { Picture } from './picture.ts';
import type { ToWorker } from './picture-worker.ts';

/** On the glass, from the lowest. */
export interface PictureCanvases {
  readonly scene: HTMLCanvasElement;
  readonly live: HTMLCanvasElement;
  readonly pointed: HTMLCanvasElement;
}

/**
 * The picture without a GPU. Canvas2D is then filled by the processor, in the thread that draws: milliseconds for each
 * canvas that changed, and again for each picture of the page. A worker does both, so the window's own thread is left to
 * the rest of the wall.
 */
export function drawRemotely(canvases: PictureCanvases, onBroken: (reason: Error) => void): Picture {
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), {
    type: 'module',
    name: 'map',
  });
  worker.addEventListener('error', ({ message }) =>
    // Without a message it did not even load.
    onBroken(new Error(message ? `Map worker: ${message}` : 'The map worker could not be loaded')),
  );
  const [scene, live, pointed] = [canvases.scene, canvases.live, canvases.pointed].map((canvas) =>
    canvas.transferControlToOffscreen(),
  );
  if (!scene || !live || !pointed) throw new Error('This browser has no OffscreenCanvas');
  const tell = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  tell({ kind: 'open', scene, live, pointed }, [scene, live, pointed]);
  return {
    obey: (order) => tell(order),
    destroy: () => worker.terminate(),
  };
}
