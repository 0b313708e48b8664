import { type Place, UNKNOWN_PLACE } from '#contract/place.ts';
import type { FlowTable } from './flow-table.ts';
import type { Box } from './labels.ts';
import type { Inset, PlaceView, Point } from './place-view.ts';
import type { Severity } from '#contract/severity.ts';
import type { MapScale } from './style.ts';

/** A zone of the house as a box, with its sites in it. */
export interface ZoneBox extends Box {
  /** As the config names it; empty for the sites that have none and for private addresses of no site. */
  readonly zone: string;
  /** Place ids, in the order of the config. */
  readonly places: readonly number[];
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
/** A box keeps this many rows of type for its title. */
const TITLE_ROWS = 1.7;
/** Width over height of a box, and of the room of one site, at which words and arcs fit best. */
const BOX_SHAPE = 1;
const SITE_SHAPE = 2;

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
  const shares = divide(room, byZone.size, BOX_SHAPE, gap);
  const boxes = [...byZone].flatMap(([zone, ids], i): ZoneBox[] => {
    const box = shares[i];
    if (!box) return [];
    const title = Math.min(box.height / 3, TITLE_ROWS * scale.row);
    const inner = { ...box, y: box.y + title, height: box.height - title };
    divide(inner, ids.length, SITE_SHAPE, 0).forEach((cell, n) => {
      const id = ids[n];
      if (id !== undefined) points.set(id, [cell.x + cell.width / 2, cell.y + cell.height / 2]);
    });
    return [{ ...box, zone, places: ids }];
  });
  return {
    kind: 'zones',
    width,
    height,
    boxes,
    cut: undefined,
    // Arcs rise: what stands below a site is clear of them.
    labelled: 'below',
    at: ({ id }) => points.get(id),
  };
}

/** Into `count` boxes by rows, in as many rows as bring them nearest to a shape; a last row with fewer is as wide. */
function divide({ x, y, width, height }: Box, count: number, shape: number, gap: number): Box[] {
  let rows = 1;
  let best = Number.POSITIVE_INFINITY;
  for (let tried = 1; tried <= count; tried++) {
    const columns = Math.ceil(count / tried);
    const off = Math.abs(Math.log((width * tried) / (height * columns * shape)));
    if (off >= best) continue;
    best = off;
    rows = tried;
  }
  const boxes: Box[] = [];
  const tall = (height - gap * (rows - 1)) / rows;
  for (let row = 0; row < rows; row++) {
    const columns = Math.ceil((count - boxes.length) / (rows - row));
    const wide = (width - gap * (columns - 1)) / columns;
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
