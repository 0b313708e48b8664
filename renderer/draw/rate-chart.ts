import { scaleLinear } from 'd3';
import { SEVERITY_COUNT, type Severity } from '#contract/severity.ts';
import { FONT_FAMILY } from '#renderer/theme/metrics.ts';
import { palette, severityColour, severityColours, withAlpha } from '#renderer/theme/palette.ts';
import { drawSeverityMark } from '#renderer/theme/severity-shapes.ts';

/** One entry a pixel column: the stack of its busiest second, so that no peak is lost to the pixel grid. */
export interface Columns {
  readonly stacks: Uint32Array;
  readonly totals: Uint32Array;
  readonly max: number;
}

export interface Baseline {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface IncidentMark {
  readonly x: number;
  readonly severity: Severity;
  readonly count: number;
}

export interface RatePicture {
  readonly columns: Columns;
  readonly baseline: Baseline | undefined;
  readonly marks: readonly IncidentMark[];
  /** Top of the scale: the store's, so that it does not change with every peak. */
  readonly top: number;
  readonly timeTicks: readonly { readonly share: number; readonly text: string }[];
  readonly formatRate: (value: number) => string;
  /** CSS px. */
  readonly fontSize: number;
}

export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A grave event is one in thousands: it must not be thinner than the eye. */
const LEAST_GRAVE_PX = 3;
const GRAVE: Severity = 3;

export function plotOf(width: number, height: number, fontSize: number): Plot {
  const left = fontSize * 3.1;
  const top = fontSize * 0.7;
  return { left, top, width: width - left - fontSize * 0.7, height: height - top - fontSize * 1.5 };
}

/** The next round number that holds the peak, kept until the peak has fallen well below it: no jumping axis. */
export function steadyTop(peak: number, before: number): number {
  const needed =
    scaleLinear()
      .domain([0, Math.max(4, peak * 1.05)])
      .nice(4)
      .domain()[1] ?? 4;
  return needed > before || peak < before * 0.45 ? needed : before;
}

export function drawRate(context: CanvasRenderingContext2D, picture: RatePicture, plot: Plot): void {
  const y = scaleLinear()
    .domain([0, picture.top])
    .range([plot.top + plot.height, plot.top]);
  context.font = `500 ${picture.fontSize}px ${FONT_FAMILY}`;
  context.textBaseline = 'middle';
  drawBand(context, picture, plot, y);
  drawAxes(context, picture, plot, y);
  drawStack(context, picture.columns, plot, picture.top);
  drawMedian(context, picture, plot, y);
  drawMarks(context, picture, plot);
}

type Scale = (value: number) => number;

function drawBand(context: CanvasRenderingContext2D, { baseline }: RatePicture, plot: Plot, y: Scale): void {
  if (!baseline) return;
  context.fillStyle = withAlpha(palette.text, 0.07);
  context.fillRect(plot.left, y(baseline.high), plot.width, y(baseline.low) - y(baseline.high));
}

function drawAxes(
  context: CanvasRenderingContext2D,
  picture: RatePicture,
  plot: Plot,
  y: ReturnType<typeof scaleLinear<number, number>>,
): void {
  context.fillStyle = palette.muted;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.textAlign = 'right';
  const tickCount = Math.max(2, Math.min(4, Math.floor(plot.height / (picture.fontSize * 2.4))));
  for (const tick of y.ticks(tickCount)) {
    const at = Math.round(y(tick)) + 0.5;
    context.beginPath();
    context.moveTo(plot.left, at);
    context.lineTo(plot.left + plot.width, at);
    context.stroke();
    context.fillText(picture.formatRate(tick), plot.left - picture.fontSize * 0.4, at);
  }
  const below = plot.top + plot.height + picture.fontSize * 0.85;
  for (const { share, text } of picture.timeTicks) {
    const x = plot.left + share * plot.width;
    context.textAlign = share > 0.95 ? 'right' : share < 0.05 ? 'left' : 'center';
    context.fillText(text, x, below);
  }
}

/** Calm at the bottom, grave on top: colour by colour, so that each is one path. */
function drawStack(context: CanvasRenderingContext2D, columns: Columns, plot: Plot, top: number): void {
  const count = columns.totals.length;
  const base = new Float32Array(count);
  const pixels = plot.height / top;
  const step = plot.width / count;
  for (let severity = 0; severity < SEVERITY_COUNT; severity++) {
    context.fillStyle =
      severity === 0 ? withAlpha(severityColours[0], 0.55) : severityColour(severity as Severity);
    context.beginPath();
    for (let column = 0; column < count; column++) {
      const value = columns.stacks[column * SEVERITY_COUNT + severity] ?? 0;
      if (value === 0) continue;
      const height = Math.max(value * pixels, severity >= GRAVE ? LEAST_GRAVE_PX : 0);
      const from = base[column] ?? 0;
      // Overlaps its neighbour by a hair: no seams between columns.
      context.rect(plot.left + column * step, plot.top + plot.height - from - height, step + 0.5, height);
      base[column] = from + height;
    }
    context.fill();
  }
}

function drawMedian(context: CanvasRenderingContext2D, picture: RatePicture, plot: Plot, y: Scale): void {
  if (!picture.baseline) return;
  const at = Math.round(y(picture.baseline.median)) + 0.5;
  context.strokeStyle = withAlpha(palette.text, 0.75);
  context.setLineDash([picture.fontSize * 0.3, picture.fontSize * 0.3]);
  context.beginPath();
  context.moveTo(plot.left, at);
  context.lineTo(plot.left + plot.width, at);
  context.stroke();
  context.setLineDash([]);
}

function drawMarks(context: CanvasRenderingContext2D, { marks, fontSize }: RatePicture, plot: Plot): void {
  context.textAlign = 'left';
  for (const { x, severity, count } of marks) {
    const at = plot.left + x;
    context.strokeStyle = withAlpha(severityColour(severity), 0.45);
    context.beginPath();
    context.moveTo(at, fontSize * 1.15);
    context.lineTo(at, plot.top + plot.height);
    context.stroke();
    drawSeverityMark(context, severity, at, fontSize * 0.65, fontSize * 0.85, severityColour(severity));
    if (count > 1) {
      context.fillStyle = palette.text;
      context.fillText(String(count), at + fontSize * 0.55, fontSize * 0.7);
    }
  }
}
