import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { palette, severityColour, withAlpha } from '#renderer/theme/palette.ts';
import { drawSeverityMark } from '#renderer/theme/severity-shapes.ts';
import type { Context2D } from './canvas.ts';
import { cutText } from './cut-text.ts';
import { radiusOf, type FlowTable } from './flow-table.ts';
import { BELOW, placeLabels, RIGHT, type Box, type LabelWish, type PlacedLabel } from './labels.ts';
import { isOurs, type Mark } from './marks.ts';
import type { LabelRoom, PlaceView } from './place-view.ts';
import { MAP_FONT, type MapScale } from './style.ts';

/** Words for what is drawn: the stage knows no language. */
export interface MapWords {
  place(place: Place): string;
  count(value: number): string;
  /** "+3": places merged into one mark. */
  more(count: number): string;
  /** @param name as the config has it; empty for what has none */
  zone(name: string): string;
}

/** From here on a severity is abnormal: it gets its colour and shape beside the name. */
const TELLING: Severity = 2;
/** Countries and cities that carry a label: those of the top flows. */
const COUNTRY_LABELS = 6;
/** The largest, that no label should cover. */
const COUNTRIES_KEPT_CLEAR = 32;
const PAD = 0.35;
/** Height of a label in heights of its type. */
const LINE = 1.35;
/** With the ellipsis. */
const LEAST_LETTERS = 4;

interface Label {
  readonly mark: Mark;
  readonly name: string;
  readonly count: string;
  readonly size: number;
  readonly bold: boolean;
  readonly bright: boolean;
  readonly wish: LabelWish;
}

const NONE: ReadonlySet<number> = new Set();

/** Remembers the side of each label, so that it stays where the eye learnt to find it. */
export class MarksPainter {
  private readonly sides = new Map<number, number>();

  /** @param named ids of places that bear their names before all others */
  draw(
    context: Context2D,
    view: PlaceView,
    marks: readonly Mark[],
    table: FlowTable,
    reserved: readonly Box[],
    scale: MapScale,
    words: MapWords,
    named = NONE,
  ): void {
    for (const mark of marks.toReversed()) drawMark(context, mark, scale);
    const labels = this.wishes(context, view, marks, table, scale, words, named);
    const obstacles: Box[] = [
      ...reserved,
      ...marks.filter(isOurs).map((mark) => boxOf(mark, scale.unit * 1.2)),
    ];
    const countries = marks
      .filter((mark) => !isOurs(mark))
      .slice(0, COUNTRIES_KEPT_CLEAR)
      .map((mark) => boxOf(mark, scale.unit * radiusOf(mark.count)));
    const edge = scale.unit * 0.6;
    const bounds = { x: edge, y: edge, width: view.width - 2 * edge, height: view.height - 2 * edge };
    const placed = placeLabels(
      labels.map(({ wish }) => wish),
      obstacles,
      countries,
      bounds,
    );
    this.sides.clear();
    labels.forEach((label, i) => {
      const box = placed[i];
      if (!box) return;
      // In a room of its own a label has one side for good.
      if (!label.wish.within) this.sides.set(label.mark.place.id, box.side);
      drawLabel(context, label, box, scale);
    });
  }

  private wishes(
    context: Context2D,
    view: PlaceView,
    marks: readonly Mark[],
    table: FlowTable,
    scale: MapScale,
    words: MapWords,
    named: ReadonlySet<number>,
  ): Label[] {
    const countries = countriesToName(marks, table);
    const isNamed = ({ place }: Mark) => named.has(place.id);
    return [...marks.filter(isNamed), ...marks.filter((mark) => !isNamed(mark))].flatMap((mark) => {
      const first = isNamed(mark);
      const ours = isOurs(mark);
      if (!ours && !first && !countries.has(mark.place.id)) return [];
      if (mark.place.kind === 'unknown' && mark.count === 0 && !first) return [];
      const within = view.roomOf(mark.place.id);
      const large = first || mark.place.kind === 'site';
      const size = large ? (within?.type ?? scale.row) : scale.legend;
      const name = words.place(mark.place) + (mark.merged > 1 ? ` ${words.more(mark.merged - 1)}` : '');
      const count = mark.count > 0 ? words.count(mark.count) : '';
      const bold = first || ours;
      context.font = fontOf(size, bold);
      const symbol = mark.severity >= TELLING ? size * 0.95 : 0;
      // Clear of the brackets around what is pointed at.
      const gap = first
        ? scale.unit * 2.9
        : ours
          ? scale.unit * 1.7
          : scale.unit * (0.5 + radiusOf(mark.count));
      const text = fitText(context, name, count, symbol, size, widthFor(within, mark.x + gap));
      if (!text) return [];
      const side = within ? SIDE_OF[within.side] : this.sides.get(mark.place.id);
      const wish = { x: mark.x, y: mark.y, gap, width: text.width, height: size * LINE, side, within };
      const bright = first || mark.place.kind === 'site';
      return [{ mark, name: text.name, count: text.count, size, bold, bright, wish }];
    });
  }
}

const SIDE_OF = { right: RIGHT, below: BELOW } as const;

/** @param right where a label on that side of its mark begins */
function widthFor(room: LabelRoom | undefined, right: number): number {
  if (!room) return Number.POSITIVE_INFINITY;
  return room.side === 'below' ? room.width : room.x + room.width - right;
}

interface LabelText {
  readonly name: string;
  readonly count: string;
  readonly width: number;
}

/** What of a label has room: the figure gives way before the name does; less than a piece of the name names nobody. */
function fitText(
  context: Context2D,
  name: string,
  count: string,
  symbol: number,
  size: number,
  room: number,
): LabelText | undefined {
  const around = symbol + size * PAD * 2;
  for (const figure of new Set([count, ''])) {
    const beside = figure ? context.measureText(figure).width + size * 0.45 : 0;
    const cut = cutText(context, name, room - around - beside);
    if (cut !== name && cut.length <= LEAST_LETTERS) continue;
    return { name: cut, count: figure, width: context.measureText(cut).width + beside + around };
  }
  return undefined;
}

/** The far ends of the top flows, in their order. */
function countriesToName(marks: readonly Mark[], table: FlowTable): Set<number> {
  const shown = new Set(marks.filter((mark) => !isOurs(mark)).map((mark) => mark.place.id));
  const named = new Set<number>();
  for (const pair of table.pairs) {
    const end = shown.has(pair.source) ? pair.source : pair.target;
    if (shown.has(end)) named.add(end);
    if (named.size >= COUNTRY_LABELS) break;
  }
  return named;
}

function fontOf(size: number, bold: boolean): string {
  return `${bold ? 600 : 500} ${size}px ${MAP_FONT}`;
}

function boxOf(mark: Mark, radius: number): Box {
  return { x: mark.x - radius, y: mark.y - radius, width: radius * 2, height: radius * 2 };
}

function drawMark(context: Context2D, mark: Mark, scale: MapScale): void {
  const { x, y } = mark;
  const colour = severityColour(mark.severity);
  const { unit } = scale;
  if (!isOurs(mark)) {
    const radius = radiusOf(mark.count) * unit;
    disc(context, x, y, radius + unit * 0.28, withAlpha(palette.sea, 0.55));
    disc(context, x, y, radius, withAlpha(colour, mark.severity >= TELLING ? 0.95 : 0.7));
    if (mark.merged > 1) circle(context, x, y, radius + unit * 0.34, unit * 0.12, withAlpha(colour, 0.7));
    return;
  }
  const located = mark.place.kind === 'site';
  const calm = mark.count === 0 || mark.severity < TELLING;
  const radius = unit * 1.15;
  if (located && !calm) {
    const glow = context.createRadialGradient(x, y, radius * 0.6, x, y, radius * 2.6);
    glow.addColorStop(0, withAlpha(colour, 0.5));
    glow.addColorStop(1, withAlpha(colour, 0));
    context.fillStyle = glow;
    context.fillRect(x - radius * 2.6, y - radius * 2.6, radius * 5.2, radius * 5.2);
  }
  disc(context, x, y, radius, withAlpha(palette.ground, 0.8));
  if (!located) context.setLineDash([unit * 0.42, unit * 0.36]);
  circle(context, x, y, radius, unit * 0.26, calm ? withAlpha(palette.muted, 0.8) : colour);
  context.setLineDash([]);
  const half = unit * 0.42;
  context.fillStyle = located ? palette.text : palette.muted;
  context.fillRect(x - half, y - half, half * 2, half * 2);
}

function disc(context: Context2D, x: number, y: number, radius: number, fill: string): void {
  context.fillStyle = fill;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

function circle(
  context: Context2D,
  x: number,
  y: number,
  radius: number,
  width: number,
  stroke: string,
): void {
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.stroke();
}

function drawLabel(context: Context2D, label: Label, box: PlacedLabel, scale: MapScale): void {
  const { mark, size } = label;
  context.fillStyle = withAlpha(palette.ground, 0.55);
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, scale.unit * 0.35);
  context.fill();
  let x = box.x + size * PAD;
  const y = box.y + box.height / 2;
  if (mark.severity >= TELLING) {
    const mid = x + size * 0.35;
    drawSeverityMark(context, mark.severity, mid, y, size * 0.7, severityColour(mark.severity));
    x += size * 0.95;
  }
  context.font = fontOf(size, label.bold);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = label.bright ? palette.text : palette.muted;
  context.fillText(label.name, x, y + size * 0.04);
  x += context.measureText(label.name).width + size * 0.45;
  context.fillStyle = palette.text;
  context.fillText(label.count, x, y + size * 0.04);
}
