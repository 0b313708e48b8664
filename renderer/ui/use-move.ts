import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Rows that change place glide there, so the eye can follow. Children are known by `data-row`.
 * Nothing moves for people who asked for less motion.
 */
export function useMove(list: RefObject<HTMLElement | null>, durationMs: number): void {
  const tops = useRef(new Map<string, number>());
  const order = useRef('');
  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])];
    // Asking where a row stands makes the browser lay out at once: not for rows that only changed their text.
    const standing = rows.map((row) => (row instanceof HTMLElement ? row.dataset['row'] : '')).join(' ');
    if (standing === order.current) return;
    order.current = standing;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const seen = new Map<string, number>();
    for (const row of rows) {
      if (!(row instanceof HTMLElement)) continue;
      const id = row.dataset['row'] ?? '';
      const top = row.offsetTop;
      seen.set(id, top);
      const before = tops.current.get(id);
      if (still || tops.current.size === 0) continue;
      const from =
        before === undefined
          ? { opacity: 0 }
          : before === top
            ? undefined
            : { transform: `translateY(${before - top}px)` };
      if (from) {
        row.animate([from, { opacity: 1, transform: 'none' }], {
          duration: durationMs,
          easing: 'cubic-bezier(.2, 0, 0, 1)',
        });
      }
    }
    tops.current = seen;
  });
}
