import { useState, type PointerEventHandler } from 'react';
import { hold, NOTHING_HELD, type Held } from './hold.ts';

interface HeldList<T> {
  readonly rows: readonly T[];
  readonly waiting: number;
  /** Spread on the list: it holds still under the pointer. */
  readonly handlers: {
    readonly onPointerEnter: PointerEventHandler;
    readonly onPointerLeave: PointerEventHandler;
  };
}

/**
 * Rows in the order that stands (hold.ts), with their newest content. Call it often enough, say once a second.
 * `keep` finds a row that is no longer wanted but still stands; without an answer the row goes at once.
 */
export function useHeldList<T>(
  wanted: readonly T[],
  idOf: (row: T) => string,
  keep: (id: string) => T | undefined,
  now: number,
  readingMs: number,
): HeldList<T> {
  const [pointed, setPointed] = useState(false);
  const [held, setHeld] = useState<Held>(NOTHING_HELD);
  const next = hold(held, wanted.map(idOf), now, readingMs, pointed);
  // State derived from props while rendering: React re-renders at once, before anything is shown.
  if (next !== held) setHeld(next);
  const byId = new Map(wanted.map((row) => [idOf(row), row]));
  const rows = next.order.map((id) => byId.get(id) ?? keep(id)).filter((row) => row !== undefined);
  return {
    rows,
    waiting: next.waiting,
    handlers: {
      onPointerEnter: (event) => setPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointed(false),
    },
  };
}
