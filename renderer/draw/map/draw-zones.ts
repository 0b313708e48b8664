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
/** A name that is cut to less, in heights of its type, names nothing. */
const LEAST_NAME = 4.5;
/** A severity's symbol with what is free beside it, in heights of the type. */
const SYMBOL = 0.95;

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

/** Name and traffic of each zone; where there is no room for all, the name goes before its severity, and that before the figure. */
export function drawZoneTitles(
  context: Context2D,
  { boxes }: ZoneView,
  table: FlowTable,
  { unit }: MapScale,
  words: MapWords,
): void {
  const traffic = zoneTraffic(boxes, table);
  context.textBaseline = 'middle';
  for (const { zone, title, type } of boxes) {
    const { count, severity } = traffic.get(zone) ?? { count: 0, severity: 0 };
    const pad = Math.min(PAD * unit, type * 0.5);
    const middle = title.y + title.height / 2;
    let left = title.x + pad;
    let right = title.x + title.width - pad;
    context.font = `650 ${type}px ${MAP_FONT}`;
    const figure = count > 0 ? words.count(count) : '';
    const name = words.zone(zone);
    const figureWidth = context.measureText(figure).width;
    const least = Math.min(context.measureText(name).width, type * LEAST_NAME);
    if (severity >= 2 && left + type * SYMBOL + least <= right) {
      drawSeverityMark(context, severity, left + type * 0.35, middle, type * 0.7, severityColour(severity));
      left += type * SYMBOL;
    }
    if (figure !== '' && left + least + unit + figureWidth <= right) {
      context.textAlign = 'right';
      context.fillStyle = palette.text;
      context.fillText(figure, right, middle);
      right -= figureWidth + unit;
    }
    context.textAlign = 'left';
    context.fillStyle = palette.muted;
    context.fillText(cutText(context, name, right - left), left, middle);
  }
}
