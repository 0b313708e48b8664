import { type Place, UNKNOWN_PLACE } from '#contract/place.ts';
import type { FlowTable } from './flow-table.ts';
import type { Box } from './labels.ts';
import type { Inset, LabelRoom, PlaceView, Point } from './place-view.ts';
import type { Severity } from '#contract/severity.ts';
import type { MapScale } from './style.ts';

/** A zone of the house as a box, with its sites in it. */
export interface ZoneBox extends Box {
  /** As the config names it; empty for the sites that have none and for private addresses of no site. */
  readonly zone: string;
  /** Place ids, in the order of the config. */
  readonly places: readonly number[];
  /** Where its name and its traffic stand, and in which type, CSS pixels. */
  readonly title: Box;
  readonly type: number;
}

/** The house as a scheme: where a site stands tells its zone, not its country. */
export interface ZoneView extends PlaceView {
  readonly kind: 'zones';
  readonly boxes: readonly ZoneBox[];
  readonly cut: undefined;
}

export interface ZoneTraffic {
  /** Events from and to the zone, inside traffic once. */
  count: number;
  severity: Severity;
}

/** Between boxes and above them, vh: arcs need room to be seen between the zones. */
const GAP = 2.4;
/** A box keeps this many rows of its type for its title. */
const TITLE_ROWS = 1.7;
/** A box with fewer rows than this, or narrower in heights of it, has a title of the smaller type. */
const TALL = 5;
const WIDE = 8;
/** Width over height of a box, and of the room of one site, at which words and arcs fit best. */
const BOX_SHAPE = 1.7;
const SITE_SHAPE = 2.2;
/** What a site needs over itself for what turns back to it, and below itself for its name, vh and rows of type. */
const ABOVE = 2.6;
const BELOW = 1.7;
const NAME_ROWS = 1.4;
/** In a room narrower than this, in heights of the larger type, names are of the smaller one. */
const ROOMY = 9.5;
/** Beside a mark at the left edge of its room there is room for its name, vh. */
const BESIDE = 10;
/** From the edge to a mark, and what a mark needs, vh. */
const MARK = 2.2;
const MARK_SIZE = 3;
/** Sites that have less than this (vh) are one mark: they could not be told apart. */
const LEAST_ROOM = 3.3;

/**
 * @param unlocated whether there is a box for private addresses that belong to no site
 * @param inset what must stay free at the edges
 */
export function makeZoneView(
  places: ReadonlyMap<number, Place>,
  unlocated: boolean,
  width: number,
  height: number,
  inset: Inset,
  scale: MapScale,
): ZoneView {
  const byZone = new Map<string, number[]>();
  for (const { id, kind, zone = '' } of places.values()) {
    if (kind !== 'site') continue;
    const own = byZone.get(zone);
    if (own) own.push(id);
    else byZone.set(zone, [id]);
  }
  if (unlocated) byZone.set('', [...(byZone.get('') ?? []), UNKNOWN_PLACE]);
  const gap = GAP * scale.unit;
  const room = {
    x: inset.left + gap / 2,
    y: inset.top + gap / 2,
    width: Math.max(1, width - inset.left - inset.right - gap),
    height: Math.max(1, height - inset.top - inset.bottom - gap),
  };
  const points = new Map<number, Point>();
  const rooms = new Map<number, LabelRoom>();
  const shares = divide(room, byZone.size, BOX_SHAPE, gap);
  const boxes: ZoneBox[] = [];
  const cells: { readonly places: readonly number[]; readonly room: Box }[] = [];
  [...byZone].forEach(([zone, ids], i) => {
    const box = shares[i];
    if (!box) return;
    const small = box.height < TALL * scale.row || box.width < WIDE * scale.row;
    const type = small ? scale.legend : scale.row;
    const both = ids.length > 1 && ids.includes(UNKNOWN_PLACE);
    const { title, inner } = divideBox(box, TITLE_ROWS * type, MARK_SIZE * scale.unit, both ? 2 : 1);
    cells.push(...placeSites(ids, inner, scale.unit));
    boxes.push({ ...box, zone, places: ids, title, type });
  });
  // One type for all: names that differ in size would tell of something.
  const narrow = cells.some(({ room: { width: wide } }) => wide < ROOMY * scale.row);
  const type = narrow ? scale.legend : scale.row;
  for (const { places: own, room: cell } of cells) {
    const { at, side } = standIn(cell, type, scale.unit);
    for (const id of own) {
      points.set(id, at);
      rooms.set(id, { ...cell, side, type });
    }
  }
  return {
    kind: 'zones',
    width,
    height,
    boxes,
    cut: undefined,
    roomOf: (id) => rooms.get(id),
    at: ({ id }) => points.get(id),
  };
}

/** The title above the sites; in a box too low for that before so many marks. */
function divideBox(
  box: Box,
  title: number,
  mark: number,
  marks: number,
): { readonly title: Box; readonly inner: Box } {
  const { x, y, width, height } = box;
  if (height >= title + mark) {
    return {
      title: { ...box, height: title },
      inner: { ...box, y: y + title, height: height - title },
    };
  }
  const wide = Math.min(width / 2, mark * marks);
  return { title: { ...box, width: width - wide }, inner: { x: x + width - wide, y, width: wide, height } };
}

/** A room for each site; where those would be too small, one for all, and one for the addresses of no site. */
function placeSites(
  ids: readonly number[],
  inner: Box,
  unit: number,
): { readonly places: readonly number[]; readonly room: Box }[] {
  const least = LEAST_ROOM * unit;
  const cells = divide(inner, ids.length, SITE_SHAPE, 0, true);
  const together = cells.some(({ width, height }) => Math.min(width, height) < least);
  const groups = together
    ? [ids.filter((id) => id !== UNKNOWN_PLACE), ids.filter((id) => id === UNKNOWN_PLACE)]
    : ids.map((id) => [id]);
  const own = groups.filter((places) => places.length > 0);
  const rooms = together ? divide(inner, own.length, SITE_SHAPE, 0) : cells;
  return own.flatMap((places, n) => {
    const room = rooms[n];
    return room ? [{ places, room }] : [];
  });
}

/** Where in its room a site stands so that its name, in a type, has a place: below it, else beside it. */
function standIn(
  room: Box,
  type: number,
  unit: number,
): { readonly at: Point; readonly side: LabelRoom['side'] } {
  const middle = room.y + room.height / 2;
  const below = BELOW * unit + NAME_ROWS * type;
  const above = ABOVE * unit;
  if (room.height >= above + below) {
    return { at: [room.x + room.width / 2, middle + (above - below) / 2], side: 'below' };
  }
  const wide = room.width >= BESIDE * unit;
  return { at: [wide ? room.x + MARK * unit : room.x + room.width / 2, middle], side: 'right' };
}

/**
 * Into `count` boxes by rows, in as many rows as bring them nearest to a shape.
 * @param even all are alike and a last row with fewer ends sooner; else it is as wide as the others
 */
function divide(
  { x, y, width, height }: Box,
  count: number,
  shape: number,
  gap: number,
  even = false,
): Box[] {
  let rows = 1;
  let best = Number.POSITIVE_INFINITY;
  for (let tried = 1; tried <= count; tried++) {
    const columns = Math.ceil(count / tried);
    // As many columns need fewer rows.
    if (Math.ceil(count / columns) < tried) continue;
    const off = Math.abs(Math.log((width * tried) / (height * columns * shape)));
    if (off >= best) continue;
    best = off;
    rows = tried;
  }
  const boxes: Box[] = [];
  const tall = (height - gap * (rows - 1)) / rows;
  for (let row = 0; row < rows; row++) {
    const left = count - boxes.length;
    const across = Math.ceil(even ? count / rows : left / (rows - row));
    const columns = Math.min(left, across);
    const wide = (width - gap * (across - 1)) / across;
    for (let column = 0; column < columns; column++) {
      boxes.push({ x: x + column * (wide + gap), y: y + row * (tall + gap), width: wide, height: tall });
    }
  }
  return boxes;
}

/** By zone, as `boxes` name them. */
export function zoneTraffic(
  boxes: readonly ZoneBox[],
  { pairs }: FlowTable,
): ReadonlyMap<string, ZoneTraffic> {
  const zoneOf = new Map(boxes.flatMap(({ zone, places }) => places.map((id) => [id, zone] as const)));
  const traffic = new Map<string, ZoneTraffic>(boxes.map(({ zone }) => [zone, { count: 0, severity: 0 }]));
  for (const { source, target, count, severity } of pairs) {
    for (const zone of new Set([zoneOf.get(source), zoneOf.get(target)])) {
      const sum = zone === undefined ? undefined : traffic.get(zone);
      if (!sum) continue;
      sum.count += count;
      if (severity > sum.severity) sum.severity = severity;
    }
  }
  return traffic;
}
