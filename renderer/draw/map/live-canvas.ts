import { ArcsCanvas } from './arcs-canvas.ts';
import type { ArcRing } from './arc-ring.ts';
import { LOOP_SIZE } from './arc-plan.ts';
import { ARC_INKS } from './style.ts';

/** What draws the arcs in the air: deck.gl where there is a GPU, Canvas2D where there is none. */
export interface LiveTier {
  readonly name: 'deck' | 'canvas';
  /** Most frames a second it should be asked for. */
  readonly maxRate: number;
  /** CSS pixels. */
  resize(width: number, height: number, unit: number): void;
  /** @param now Seconds on the ring's clock. */
  frame(now: number, pulses: boolean): void;
  destroy(): void;
}

/** Without a GPU every pixel costs: arcs are soft, so a 4K wall may draw them at half its resolution. */
const MOST_PIXELS = 2_200_000;
/** Arcs the canvas tier keeps: both in the air and as traces. The oldest trace goes first. */
export const CANVAS_CAPACITY = 256;

export function makeCanvasTier(canvas: HTMLCanvasElement, ring: ArcRing): LiveTier {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no Canvas2D');
  const arcs = new ArcsCanvas(ring, ARC_INKS);
  let unit = 10;
  let empty = true;
  return {
    name: 'canvas',
    maxRate: 30,
    resize(width, height, newUnit) {
      unit = newUnit;
      arcs.loopSize = LOOP_SIZE * unit;
      const wanted = width * height * devicePixelRatio ** 2;
      const ratio = devicePixelRatio * Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(1, wanted)));
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
      context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
      context.lineCap = 'butt';
      empty = true;
    },
    frame(now, pulses) {
      if (!empty) {
        context.save();
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, canvas.width, canvas.height);
        context.restore();
      }
      empty = arcs.draw(context, now, pulses, unit) === 0;
    },
    destroy() {
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}
