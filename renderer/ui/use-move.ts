import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Rows that change place glide there, so the eye can follow. Children are known by `data-row`.
 * Nothing moves for people who asked for less motion.
 */
export function useMove(list: RefObject<HTMLElement | null>, durationMs: number): void {
  const tops = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const seen = new Map<string, number>();
    for (const row of list.current?.children ?? []) {
      if (!(row instanceof HTMLElement)) continue;
      const id = row.dataset['row'] ?? '';
      seen.set(id, row.offsetTop);
      const before = tops.current.get(id);
      if (still || tops.current.size === 0) continue;
      const from =
        before === undefined
          ? { opacity: 0 }
          : before === row.offsetTop
            ? undefined
            : { transform: `translateY(${before - row.offsetTop}px)` };
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
