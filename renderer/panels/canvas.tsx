import { useEffect, useRef } from 'react';
import { freshContext, sizeSurface, surfaceOf, type DrawContext } from '#renderer/draw/surface.ts';
import { useSize } from '#renderer/ui/use-size.ts';

export type Draw = (context: DrawContext, width: number, height: number) => void;

interface Props {
  /** Draws in CSS pixels on a cleared canvas. A new function means: draw again. */
  readonly draw: Draw;
  readonly label: string;
}

/** A canvas that fills its parent, sharp on any screen, drawn at most once an animation frame. */
export function Canvas({ draw, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(box);

  useEffect(() => {
    const element = canvas.current;
    if (!element || width === 0 || height === 0) return undefined;
    const request = requestAnimationFrame(() => {
      const surface = surfaceOf(element);
      sizeSurface(surface, width, height);
      draw(freshContext(surface), width, height);
    });
    return () => cancelAnimationFrame(request);
  }, [draw, width, height]);

  return (
    <div className="canvas-box" ref={box}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
