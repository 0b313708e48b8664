import { useEffect, useState } from 'react';
import type { Scene } from '#contract/layout.ts';
import { actions } from '#renderer/store/actions.ts';
import { useWall } from '#renderer/store/hooks.ts';

const RETRY_MS = 2000;

export interface SceneView {
  readonly scene: Scene | undefined;
  /** Why there is none yet; empty while the first answer is awaited. */
  readonly problem: string;
}

/** The display's scene, asked for at each new link; the last one stays until then. */
export function useScene(display: string): SceneView {
  const link = useWall((state) => state.link);
  const [view, setView] = useState<SceneView>({ scene: undefined, problem: '' });
  useEffect(() => {
    if (link !== 'up') return undefined;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const scene = await actions.getScene(display);
        if (!gone) setView((before) => (same(before.scene, scene) ? before : { scene, problem: '' }));
      } catch (error) {
        if (gone) return;
        const problem = error instanceof Error ? error.message : String(error);
        setView((before) => ({ ...before, problem }));
        timer = setTimeout(() => void ask(), RETRY_MS);
      }
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [display, link]);
  return view;
}

/** An unchanged scene must not remount its panels after each reconnect. */
function same(one: Scene | undefined, other: Scene): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
