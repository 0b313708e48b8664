import type { RefObject } from 'react';
import { rowHeights, type Density, type RowHeight } from '#renderer/theme/metrics.ts';
import { useSize } from './use-size.ts';

/** How many rows of this height the element has room for; 0 before the first layout. */
export function useFit(ref: RefObject<HTMLElement | null>, row: RowHeight): number {
  const { height } = useSize(ref);
  if (height === 0) return 0;
  const density: Density = document.documentElement.dataset['density'] === 'desk' ? 'desk' : 'wall';
  return Math.max(1, Math.floor(height / ((rowHeights[row][density] * window.innerHeight) / 100)));
}
