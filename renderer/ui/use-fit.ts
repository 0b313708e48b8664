import type { RefObject } from 'react';
import { currentDensity } from '#renderer/theme/apply.ts';
import { rowHeights, type RowHeight } from '#renderer/theme/metrics.ts';
import { useSize } from './use-size.ts';

/** How many rows of this height the element has room for; 0 before the first layout. */
export function useFit(ref: RefObject<HTMLElement | null>, row: RowHeight): number {
  const { height } = useSize(ref);
  if (height === 0) return 0;
  return Math.max(1, Math.floor(height / ((rowHeights[row][currentDensity()] * window.innerHeight) / 100)));
}
