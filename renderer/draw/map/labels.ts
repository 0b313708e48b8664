export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelWish {
  readonly x: number;
  readonly y: number;
  /** From the anchor to the text. */
  readonly gap: number;
  readonly width: number;
  readonly height: number;
  /** Side it had last time: kept while free, so that labels don't hop about. */
  readonly side: number | undefined;
  /** It may not leave this. */
  readonly within?: Box | undefined;
}

export interface PlacedLabel extends Box {
  readonly side: number;
}

/** Right, left, above, below, then the corners: where the eye looks first. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
] as const;

export const RIGHT = 0;
export const BELOW = 3;

/**
 * Greedy: an earlier wish goes before a later one, and what finds no room is left out. Labels never overlap each other
 * nor an obstacle; `soft` ones are covered only where there is no other room.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly Box[],
  soft: readonly Box[],
  bounds: Box,
): (PlacedLabel | undefined)[] {
  const taken: Box[] = [...obstacles];
  return wishes.map((wish) => {
    const free = tryOrder(wish.side)
      .map((side) => at(wish, side))
      .filter((box) => inside(box, wish.within ?? bounds) && !hits(box, taken));
    const placed = free.find((box) => !hits(box, soft)) ?? free[0];
    if (placed) taken.push(placed);
    return placed;
  });
}

function hits(box: Box, others: readonly Box[]): boolean {
  return others.some((other) => overlap(box, other));
}

function tryOrder(preferred: number | undefined): number[] {
  const order = SIDES.map((_, side) => side);
  return preferred === undefined ? order : [preferred, ...order.filter((side) => side !== preferred)];
}

function at(wish: LabelWish, side: number): PlacedLabel {
  const [dx, dy] = SIDES[side] ?? SIDES[0];
  const { width, height, gap } = wish;
  const x = wish.x + (dx > 0 ? gap : dx < 0 ? -gap - width : -width / 2);
  const y = wish.y + (dy > 0 ? gap * 0.8 : dy < 0 ? -gap * 0.8 - height : -height / 2);
  return { x, y, width, height, side };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}
