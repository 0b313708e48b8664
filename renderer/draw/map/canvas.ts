/** In the window, or in the worker that draws where there is no GPU. */
export type Canvas = HTMLCanvasElement | OffscreenCanvas;
export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Cleared, measuring in CSS pixels. @param ratio device pixels to one of them */
export function fresh(canvas: Canvas, ratio: number): Context2D {
  const context: Context2D | null = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no Canvas2D');
  context.resetTransform();
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Hands the pixels back now instead of at the next garbage collection. */
export function release(canvases: readonly Canvas[]): void {
  for (const canvas of canvases) canvas.width = canvas.height = 0;
}
