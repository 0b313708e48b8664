import { ArcRing } from './arc-ring.ts';
import { makeCanvasTier } from './live-canvas.ts';
import { CANVAS_CAPACITY } from './live-tier.ts';
import { MapPicture, type PictureOrder } from './picture.ts';

/** What the window tells the worker: first the canvases, then what to draw on them. */
export type ToWorker =
  | {
      readonly kind: 'open';
      readonly scene: OffscreenCanvas;
      readonly live: OffscreenCanvas;
      readonly pointed: OffscreenCanvas;
    }
  | PictureOrder;

let picture: MapPicture | undefined;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') {
    const ring = new ArcRing(CANVAS_CAPACITY);
    picture = new MapPicture(data, ring, makeCanvasTier(data.live, ring));
  } else picture?.obey(data);
});
