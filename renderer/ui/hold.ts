/** A list as it stands on the wall, and since when. */
export interface Held {
  readonly order: readonly string[];
  /** When the order was last changed, ms. */
  readonly since: number;
  /** Rows that would stand there now but wait. */
  readonly waiting: number;
}

export const NOTHING_HELD: Held = { order: [], since: Number.NEGATIVE_INFINITY, waiting: 0 };

/**
 * A row keeps its place while it is read. The order follows `wanted` only when it has stood for `readingMs`
 * and nobody points at it; until then what is on the wall stays where it is and news is counted.
 * The first list shows at once, and so do rows that fill room left at the end.
 */
export function hold(
  held: Held,
  wanted: readonly string[],
  now: number,
  readingMs: number,
  pointed: boolean,
): Held {
  const same = wanted.length === held.order.length && wanted.every((id, index) => id === held.order[index]);
  if (same) return held.waiting === 0 ? held : { ...held, waiting: 0 };
  const appended = held.order.every((id, index) => id === wanted[index]);
  if (appended || (!pointed && now - held.since >= readingMs)) {
    return { order: wanted, since: now, waiting: 0 };
  }
  const shown = new Set(held.order);
  const waiting = wanted.reduce((count, id) => count + (shown.has(id) ? 0 : 1), 0);
  return waiting === held.waiting ? held : { ...held, waiting };
}
