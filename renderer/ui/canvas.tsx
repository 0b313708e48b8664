import { useEffect, useRef } from 'react';
import { useSize } from './use-size.ts';

export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

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
    const context = element?.getContext('2d');
    if (!element || !context || width === 0 || height === 0) return undefined;
    const request = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio;
      const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
      // Setting a size clears and reallocates: only when it changed.
      if (element.width !== w) element.width = w;
      if (element.height !== h) element.height = h;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      draw(context, width, height);
    });
    return () => cancelAnimationFrame(request);
  }, [draw, width, height]);

  return (
    <div className="canvas-box" ref={box}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
