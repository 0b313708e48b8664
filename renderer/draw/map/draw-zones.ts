import { drawSeverityMark } from '#renderer/theme/severity-shapes.ts';
import { palette, severityColour } from '#renderer/theme/palette.ts';
import type { Context2D } from './canvas.ts';
import { cutText } from './cut-text.ts';
import type { MapWords } from './draw-marks.ts';
import type { FlowTable } from './flow-table.ts';
import { MAP_FONT, type MapScale } from './style.ts';
import { zoneTraffic, type ZoneView } from './zone-view.ts';

/** In vh. */
const CORNER = 0.6;
const PAD = 1.2;

/** The zones as still ground: on them lie flows and arcs. */
export function drawZones(context: Context2D, { boxes, width, height }: ZoneView, { unit }: MapScale): void {
  context.fillStyle = palette.sea;
  context.fillRect(0, 0, width, height);
  context.fillStyle = palette.land;
  for (const { x, y, width: wide, height: tall } of boxes) {
    context.beginPath();
    context.roundRect(x, y, wide, tall, unit * CORNER);
    context.fill();
  }
}

/** Name and traffic of each zone, at the top of its box. */
export function drawZoneTitles(
  context: Context2D,
  { boxes }: ZoneView,
  table: FlowTable,
  { unit, row }: MapScale,
  words: MapWords,
): void {
  const traffic = zoneTraffic(boxes, table);
  context.textBaseline = 'middle';
  for (const { zone, x, y, width } of boxes) {
    const { count, severity } = traffic.get(zone) ?? { count: 0, severity: 0 };
    const middle = y + PAD * unit + row / 2;
    const right = x + width - PAD * unit;
    let left = x + PAD * unit;
    context.font = `650 ${row}px ${MAP_FONT}`;
    context.textAlign = 'right';
    context.fillStyle = palette.text;
    const figure = count > 0 ? words.count(count) : '';
    context.fillText(figure, right, middle);
    if (severity >= 2) {
      drawSeverityMark(context, severity, left + row * 0.35, middle, row * 0.7, severityColour(severity));
      left += row * 0.95;
    }
    context.textAlign = 'left';
    context.fillStyle = palette.muted;
    const room = right - left - context.measureText(figure).width - unit;
    context.fillText(cutText(context, words.zone(zone), room), left, middle);
  }
}
