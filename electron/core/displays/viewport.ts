import type { Viewport, WallGroup } from '#contract/control.ts';

/**
 * Which part of one picture over the whole wall a display shows. Displays are placed edge to edge; the bezel between
 * neighbours in a row or column is added here, so that a line goes on straight behind it.
 */
export function viewportOf({ displays, bezel }: WallGroup, display: string): Viewport | undefined {
  const columns = starts(displays.map(({ x }) => x));
  const rows = starts(displays.map(({ y }) => y));
  const placed = displays.map((one) => ({
    display: one.display,
    left: one.x + bezel * columns.indexOf(one.x),
    top: one.y + bezel * rows.indexOf(one.y),
    w: one.w,
    h: one.h,
  }));
  const own = placed.find((one) => one.display === display);
  if (!own) return undefined;
  const left = Math.min(...placed.map((one) => one.left));
  const top = Math.min(...placed.map((one) => one.top));
  const width = Math.max(...placed.map((one) => one.left + one.w)) - left;
  const height = Math.max(...placed.map((one) => one.top + one.h)) - top;
  return {
    x: (own.left - left) / width,
    y: (own.top - top) / height,
    w: own.w / width,
    h: own.h / height,
  };
}

function starts(positions: readonly number[]): number[] {
  return [...new Set(positions)].sort((a, b) => a - b);
}
