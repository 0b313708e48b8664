import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { viewKey, type ViewQuery } from '#contract/view.ts';
import { controlStore, type ControlData } from './control-store.ts';
import { isNews, observe, type Growth } from './growth.ts';
import { currentSecond, onSecond } from './ticker.ts';
import type { Traffic, TrafficState } from './traffic.ts';
import { openView } from './views.ts';
import { wallStore, wallTraffic, type WallState } from './wall-store.ts';

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

/** Whether a counter grew lately, while this was there to see it. @param now core wall-clock ms */
export function useGrew(value: number | undefined, now: number): boolean {
  const [growth, setGrowth] = useState<Growth>();
  const next = value === undefined ? growth : observe(growth, value, now);
  if (next !== growth) setGrowth(next);
  return next !== undefined && isNews(next, now);
}

/** What the panels inside count by: the wall's own counts, or a view's. */
export const TrafficContext = createContext<Traffic>(wallTraffic);

export function useTraffic(): Traffic {
  return useContext(TrafficContext);
}

/** As useWall, of the counts that this panel shows. */
export function useTrafficState<T>(selector: (state: TrafficState) => T): T {
  return useStore(useTraffic().store, selector);
}

/** While somebody types a filter, each letter makes another one: the core counts what they stop at. */
const TYPING_MS = 400;

/** Undefined while the view is about to be opened. Without a query it is the wall's own traffic. */
export function useView(query: ViewQuery | undefined): Traffic | undefined {
  const key = query && viewKey(query);
  const [view, setView] = useState<{ readonly key: string; readonly traffic: Traffic }>();
  const mounted = useRef(false);
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  useEffect(() => {
    const wait = mounted.current ? TYPING_MS : 0;
    mounted.current = true;
    if (key === undefined) return undefined;
    let opened: ReturnType<typeof openView> | undefined;
    const timer = setTimeout(() => {
      // The key says all that the query does; the query may be another object at each rendering.
      if (latest.current === undefined) return;
      opened = openView(latest.current);
      setView({ key, traffic: opened.traffic });
    }, wait);
    return () => {
      clearTimeout(timer);
      opened?.close();
    };
  }, [key]);
  if (key === undefined) return wallTraffic;
  return view?.key === key ? view.traffic : undefined;
}
