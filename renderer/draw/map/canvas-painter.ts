import { LOOP_SIZE } from './arc-plan.ts';
import type { ArcRing } from './arc-ring.ts';
import { ArcsCanvas } from './arcs-canvas.ts';
import type { LiveSize } from './live-tier.ts';
import { ARC_INKS } from './style.ts';

/** Without a GPU every pixel costs: arcs are soft, so a 4K wall may draw them at half its resolution. */
const MOST_PIXELS = 2_200_000;

/** The canvas tier's picture: a canvas of its own size, cleared and drawn anew each frame. */
export class CanvasPainter {
  private readonly canvas: OffscreenCanvas;
  private readonly context: OffscreenCanvasRenderingContext2D;
  private readonly arcs: ArcsCanvas;
  private unit = 10;
  private empty = true;

  constructor(canvas: OffscreenCanvas, ring: ArcRing) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser has no Canvas2D');
    this.canvas = canvas;
    this.context = context;
    this.arcs = new ArcsCanvas(ring, ARC_INKS);
  }

  resize({ width, height, unit, ratio }: LiveSize): void {
    this.unit = unit;
    this.arcs.loopSize = LOOP_SIZE * unit;
    const wanted = width * height * ratio ** 2;
    const scale = ratio * Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(1, wanted)));
    this.canvas.width = Math.max(1, Math.round(width * scale));
    this.canvas.height = Math.max(1, Math.round(height * scale));
    this.context.setTransform(this.canvas.width / width, 0, 0, this.canvas.height / height, 0, 0);
    this.context.lineCap = 'butt';
    this.empty = true;
  }

  /** @returns how many arcs are in the air or fading */
  draw(now: number, pulses: boolean): number {
    const { context, canvas } = this;
    if (!this.empty) {
      const transform = context.getTransform();
      context.resetTransform();
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(transform);
    }
    const alive = this.arcs.draw(context, now, pulses, this.unit);
    this.empty = alive === 0;
    return alive;
  }
}
