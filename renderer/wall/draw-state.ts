import { useEffect } from 'react';
import type { Directive, DisplayReport } from '#contract/control.ts';

export type PanelDraw = 'loading' | 'drawn' | 'broken';
export type SceneDraw = 'loading' | 'drawing' | 'failed';

/** By placement: how far each panel of the scene is. */
const panels = new Map<string, PanelDraw>();
const listeners = new Set<() => void>();
let scene: SceneDraw = 'drawing';

/** All panels at once: one that still loads makes the scene one that loads; it has failed when none can be seen. */
export function drawOfScene(all: readonly PanelDraw[]): SceneDraw {
  if (all.includes('loading')) return 'loading';
  return all.length > 0 && all.every((one) => one === 'broken') ? 'failed' : 'drawing';
}

/** A broken panel that is tried again is broken until it has drawn. */
export function nextDraw(before: PanelDraw | undefined, now: PanelDraw): PanelDraw {
  return before === 'broken' && now === 'loading' ? 'broken' : now;
}

/** What a display says of its glass. One that is ordered dark has nothing to draw; a held picture has to be one first. */
export function drawOf(
  { blank, frozen }: Pick<Directive, 'blank' | 'frozen'>,
  draw: SceneDraw,
): NonNullable<DisplayReport['draw']> {
  if (blank) return 'blank';
  return draw === 'drawing' && frozen ? 'frozen' : draw;
}

function look(): void {
  const now = drawOfScene([...panels.values()]);
  if (now === scene) return;
  scene = now;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore: what the scene on this glass has come to. */
export function sceneDraw(): SceneDraw {
  return scene;
}

export function onSceneDraw(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Tells it from now on, for as long as this is what the panel shows. */
export function useDraw(id: string, draw: PanelDraw): void {
  useEffect(() => {
    panels.set(id, nextDraw(panels.get(id), draw));
    look();
  }, [id, draw]);
}

/** The panel goes with its host. */
export function useDrawEnd(id: string): void {
  useEffect(
    () => () => {
      panels.delete(id);
      look();
    },
    [id],
  );
}
