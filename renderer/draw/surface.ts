export type DrawContext = OffscreenCanvasRenderingContext2D;

const surfaces = new WeakMap<HTMLCanvasElement, OffscreenCanvas>();

/**
 * What to draw on to see it in a canvas, from the window's own thread. Without a GPU Chromium copies every canvas of
 * the page anew for each frame, drawn on or not: 0.6 ms each at 1920x1080. An OffscreenCanvas is copied only when it
 * was drawn on.
 */
export function surfaceOf(canvas: HTMLCanvasElement): OffscreenCanvas {
  const known = surfaces.get(canvas);
  if (known) return known;
  const surface = canvas.transferControlToOffscreen();
  surfaces.set(canvas, surface);
  return surface;
}

/** Setting a size clears and allocates: only when it changed. */
export function sizeSurface(surface: OffscreenCanvas, width: number, height: number): void {
  const [w, h] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (surface.width !== w) surface.width = w;
  if (surface.height !== h) surface.height = h;
}

/** Cleared, measuring in CSS pixels. */
export function freshContext(surface: OffscreenCanvas): DrawContext {
  const context = surface.getContext('2d');
  if (!context) throw new Error('This browser has no Canvas2D');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, surface.width, surface.height);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return context;
}
