/** Same levels as contract/severity.ts; the theme imports nothing. */
export type SeverityIndex = 0 | 1 | 2 | 3 | 4;

/** The box that every shape is drawn in; they are centred and of equal visual weight. */
export const SHAPE_BOX = 16;

/**
 * Dot, ring, diamond, triangle, octagon: one source for SVG (`d`) and canvas (`new Path2D(d)`).
 * The ring's hole counts on the even-odd rule.
 */
export const severityShapes = [
  'M8 4.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z',
  'M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z M8 5a3 3 0 1 1 0 6a3 3 0 1 1 0-6z',
  'M8 .8L15.2 8L8 15.2L.8 8z',
  'M8 1L15.6 14.6H.4z',
  'M5 .6h6L15.4 5v6L11 15.4H5L.6 11V5z',
] as const;

const paths: (Path2D | undefined)[] = [];

/** For canvas; made on first use, since Node has no Path2D. */
export function severityPath(severity: SeverityIndex): Path2D {
  return (paths[severity] ??= new Path2D(severityShapes[severity]));
}

/** Fills the mark centred on (x, y). */
export function drawSeverityMark(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  severity: SeverityIndex,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  const scale = size / SHAPE_BOX;
  context.save();
  context.translate(x - size / 2, y - size / 2);
  context.scale(scale, scale);
  context.fillStyle = colour;
  context.fill(severityPath(severity), 'evenodd');
  context.restore();
}
