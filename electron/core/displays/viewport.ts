import type { Viewport, WallGroup } from '#contract/control.ts';

type Placed = WallGroup['displays'][number];

/** Shares of a display's height for the alarm banner and the status bar, as on every wall (renderer/theme/metrics.ts). */
export const BANNER_SHARE = 0.124;
export const STATUS_SHARE = 0.054;

/**
 * Which part of one picture over the whole wall a display shows. Displays are placed edge to edge; the bezel between
 * neighbours in a row or column is added here, so that a line goes on straight behind it. The picture ends below the
 * banner of the displays at the top and above the status bar of those at the bottom: their glass reaches beyond it, so
 * `y` may be negative and `y + h` more than 1. Between its rows nothing lies on it.
 */
export function viewportOf({ displays, bezel }: WallGroup, display: string): Viewport | undefined {
  const columns = gaps(
    displays,
    ({ x, w }) => [x, x + w],
    ({ y, h }) => [y, y + h],
  );
  const rows = gaps(
    displays,
    ({ y, h }) => [y, y + h],
    ({ x, w }) => [x, x + w],
  );
  const placed = displays.map((one) => ({
    display: one.display,
    left: one.x + bezel * (columns.get(one) ?? 0),
    top: one.y + bezel * (rows.get(one) ?? 0),
    w: one.w,
    h: one.h,
  }));
  const own = placed.find((one) => one.display === display);
  if (!own) return undefined;
  const left = Math.min(...placed.map((one) => one.left));
  const top = Math.min(...placed.map((one) => one.top));
  const width = Math.max(...placed.map((one) => one.left + one.w)) - left;
  const bottom = Math.max(...placed.map((one) => one.top + one.h));
  const above = strip(placed, BANNER_SHARE, (one) => one.top - top);
  const below = strip(placed, STATUS_SHARE, (one) => bottom - one.top - one.h);
  const height = bottom - top - above - below;
  return {
    x: (own.left - left) / width,
    y: (own.top - top - above) / height,
    w: own.w / width,
    h: own.h / height,
  };
}

/**
 * What the bars along an edge of the wall need: of displays that differ the most.
 * @param off how far a display ends from that edge; one that ends farther than its bar is high has none
 */
function strip<T extends { readonly h: number }>(
  displays: readonly T[],
  share: number,
  off: (one: T) => number,
): number {
  const needs = displays.map((one) => ({ off: off(one), bar: one.h * share }));
  return Math.max(...needs.filter((one) => one.off < one.bar).map((one) => one.off + one.bar));
}

type Span = (one: Placed) => readonly [start: number, end: number];

/** How many displays stand one after the other before each, along an axis: rows of a wall need not have like columns. */
function gaps(displays: readonly Placed[], along: Span, across: Span): ReadonlyMap<Placed, number> {
  const counted = new Map<Placed, number>();
  for (const one of displays.toSorted((a, b) => along(a)[0] - along(b)[0])) {
    const [start] = along(one);
    const [low, high] = across(one);
    let most = 0;
    for (const [other, before] of counted) {
      const [from, to] = across(other);
      if (along(other)[1] <= start && from < high && low < to) most = Math.max(most, before + 1);
    }
    counted.set(one, most);
  }
  return counted;
}
