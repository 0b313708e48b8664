import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { controlStore, type ControlData } from './control-store.ts';
import { currentSecond, onSecond } from './ticker.ts';
import { wallStore, type WallState } from './wall-store.ts';

/** Re-renders only when the selected value changes identity: select slices, not fresh objects. */
export function useWall<T>(selector: (state: WallState) => T): T {
  return useStore(wallStore, selector);
}

/** The core's unix second: re-renders once a second, for whatever ages. */
export function useSecond(): number {
  return useSyncExternalStore(onSecond, currentSecond);
}

export function useControl<T>(selector: (data: ControlData) => T): T {
  return useStore(controlStore, selector);
}
