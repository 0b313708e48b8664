import type { PanelPlacement } from '#contract/layout.ts';

export const GRID = 12;

export type Panels = readonly PanelPlacement[];
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export type Direction = 'left' | 'right' | 'up' | 'down';

/** How a change went: `same` is what a person must be told, nothing gave way. */
export interface Placed {
  readonly panels: Panels;
  readonly how: 'moved' | 'swapped' | 'resized' | 'took' | 'same';
}

export function overlaps(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  );
}

export function isFree(panels: Panels, rect: Rect): boolean {
  return !panels.some((panel) => overlaps(panel, rect));
}

export function clamp({ x, y, w, h }: Rect): Rect {
  const width = Math.min(GRID, Math.max(1, w));
  const height = Math.min(GRID, Math.max(1, h));
  return {
    x: Math.min(GRID - width, Math.max(0, x)),
    y: Math.min(GRID - height, Math.max(0, y)),
    w: width,
    h: height,
  };
}

/** The one that gives way: most of it is under the rectangle, the first of equals. */
function mostCovered(panels: Panels, rect: Rect): PanelPlacement | undefined {
  let found: PanelPlacement | undefined;
  let most = 0;
  for (const panel of panels) {
    const width = Math.min(rect.x + rect.w, panel.x + panel.w) - Math.max(rect.x, panel.x);
    const height = Math.min(rect.y + rect.h, panel.y + panel.h) - Math.max(rect.y, panel.y);
    const area = Math.max(0, width) * Math.max(0, height);
    if (area > most) [most, found] = [area, panel];
  }
  return found;
}

function withRect(panels: Panels, id: string, { x, y, w, h }: Rect): Panels {
  return panels.map((panel) => (panel.id === id ? { ...panel, x, y, w, h } : panel));
}

/** To a free place it moves; put on another panel, the two exchange places and sizes. */
export function place(panels: Panels, id: string, to: Rect): Placed {
  const own = panels.find((panel) => panel.id === id);
  if (!own) return { panels, how: 'same' };
  const rect = clamp(to);
  if (rect.x === own.x && rect.y === own.y) return { panels, how: 'same' };
  const others = panels.filter((panel) => panel.id !== id);
  const under = mostCovered(others, rect);
  if (!under) return { panels: withRect(panels, id, rect), how: 'moved' };
  return { panels: withRect(withRect(panels, id, under), under.id, own), how: 'swapped' };
}

const STEP: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** One step; with a neighbour in the way the two exchange places. */
export function move(panels: Panels, id: string, direction: Direction): Placed {
  const own = panels.find((panel) => panel.id === id);
  if (!own) return { panels, how: 'same' };
  const [dx, dy] = STEP[direction];
  return place(panels, id, { ...own, x: own.x + dx, y: own.y + dy });
}

/** Right and down grow at the far edge, left and up shrink there: one step. */
export function resize(panels: Panels, id: string, direction: Direction): Placed {
  const own = panels.find((panel) => panel.id === id);
  if (!own) return { panels, how: 'same' };
  const [dw, dh] = STEP[direction];
  return resizeTo(panels, id, { ...own, w: own.w + dw, h: own.h + dh });
}

/** Growing takes the room from those in the way, as long as each keeps one cell; else nothing changes. */
export function resizeTo(panels: Panels, id: string, to: Rect): Placed {
  const own = panels.find((panel) => panel.id === id);
  const inside = to.w >= 1 && to.h >= 1 && to.x >= 0 && to.y >= 0;
  if (!own || !inside || to.x + to.w > GRID || to.y + to.h > GRID) return { panels, how: 'same' };
  if (own.x === to.x && own.y === to.y && own.w === to.w && own.h === to.h) return { panels, how: 'same' };
  let took = false;
  const next: PanelPlacement[] = [];
  for (const panel of panels) {
    if (panel.id === id) {
      next.push({ ...panel, x: to.x, y: to.y, w: to.w, h: to.h });
    } else if (overlaps(panel, to)) {
      const cut = cutBy(panel, own, to);
      if (!cut) return { panels, how: 'same' };
      took = true;
      next.push({ ...panel, ...cut });
    } else next.push(panel);
  }
  return { panels: next, how: took ? 'took' : 'resized' };
}

/** What is left of a panel when one that stood beside it grows over its near edge. */
function cutBy(panel: Rect, before: Rect, grown: Rect): Rect | undefined {
  const cuts: Rect[] = [];
  if (panel.x >= before.x + before.w) {
    const x = grown.x + grown.w;
    cuts.push({ ...panel, x, w: panel.x + panel.w - x });
  }
  if (panel.x + panel.w <= before.x) cuts.push({ ...panel, w: grown.x - panel.x });
  if (panel.y >= before.y + before.h) {
    const y = grown.y + grown.h;
    cuts.push({ ...panel, y, h: panel.y + panel.h - y });
  }
  if (panel.y + panel.h <= before.y) cuts.push({ ...panel, h: grown.y - panel.y });
  // Diagonal neighbours can give way on either side: the one that leaves them more.
  return cuts.filter(({ w, h }) => w >= 1 && h >= 1).sort((a, b) => b.w * b.h - a.w * a.h)[0];
}

/** The largest free place up to the wanted size, first from the top left; undefined when the grid is full. */
export function freePlace(
  panels: Panels,
  wanted: { readonly w: number; readonly h: number },
): Rect | undefined {
  let best: Rect | undefined;
  for (let y = 0; y < GRID; y++) {
    for (let x = 0; x < GRID; x++) {
      const rect = grow(panels, x, y, wanted);
      if (rect && (!best || rect.w * rect.h > best.w * best.h)) best = rect;
    }
  }
  return best;
}

function grow(
  panels: Panels,
  x: number,
  y: number,
  { w, h }: { readonly w: number; readonly h: number },
): Rect | undefined {
  let rect: Rect = { x, y, w: 1, h: 1 };
  if (!isFree(panels, rect)) return undefined;
  for (let more = true; more; ) {
    more = false;
    for (const next of [
      { ...rect, w: rect.w + 1 },
      { ...rect, h: rect.h + 1 },
    ]) {
      if (next.w > w || next.h > h || next.x + next.w > GRID || next.y + next.h > GRID) continue;
      if (!isFree(panels, next)) continue;
      rect = next;
      more = true;
      break;
    }
  }
  return rect;
}

/**
 * Room for one more: a free place, else half of the largest panel.
 * @returns the panels that stay, and the place for the new one; undefined when all panels are single cells
 */
export function makeRoom(
  panels: Panels,
  wanted: { readonly w: number; readonly h: number },
): { readonly panels: Panels; readonly rect: Rect } | undefined {
  const free = freePlace(panels, wanted);
  if (free) return { panels, rect: free };
  const largest = panels.toSorted((a, b) => b.w * b.h - a.w * a.h)[0];
  if (!largest || largest.w * largest.h < 2) return undefined;
  const { x, y, w, h } = largest;
  const wide = w >= h;
  const [kept, rect] = wide
    ? [
        { x, y, w: Math.ceil(w / 2), h },
        { x: x + Math.ceil(w / 2), y, w: Math.floor(w / 2), h },
      ]
    : [
        { x, y, w, h: Math.ceil(h / 2) },
        { x, y: y + Math.ceil(h / 2), w, h: Math.floor(h / 2) },
      ];
  return { panels: withRect(panels, largest.id, kept), rect };
}

/** A new panel's id: its kind, with a number when that is taken. */
export function freeId(panels: Panels, panel: string): string {
  const taken = new Set(panels.map(({ id }) => id));
  if (!taken.has(panel)) return panel;
  for (let n = 2; ; n++) if (!taken.has(`${panel}-${n}`)) return `${panel}-${n}`;
}
