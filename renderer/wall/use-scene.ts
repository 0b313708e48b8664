import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Scene } from '#contract/layout.ts';
import { actions } from '#renderer/store/actions.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { drawOf, onSceneDraw, sceneDraw } from './draw-state.ts';

const RETRY_MS = 2000;

export interface SceneView {
  readonly scene: Scene | undefined;
  /** Why there is none yet; empty while the first answer is awaited. */
  readonly problem: string;
}

/** The scene of the newest directive; before the first one, the answer to scene.get. The last one stays meanwhile. */
export function useScene(display: string): SceneView {
  const link = useWall((state) => state.link);
  const directed = useWall((state) => state.directive?.scene);
  const [view, setView] = useState<SceneView>({ scene: undefined, problem: '' });
  const known = directed !== undefined;
  useEffect(() => {
    if (link !== 'up' || known) return undefined;
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
  }, [display, link, known]);
  const shown = useMemo(
    () => (directed && !same(view.scene, directed) ? { scene: directed, problem: '' } : view),
    [directed, view],
  );
  useReport();
  return shown;
}

/** Tells the core what is on the glass: after it was drawn, as panels come or break, and again at each new link. */
function useReport(): void {
  const link = useWall((state) => state.link);
  const directive = useWall((state) => state.directive);
  const sound = useWall((state) => state.sound);
  const draw = useSyncExternalStore(onSceneDraw, sceneDraw);
  useEffect(() => {
    if (link !== 'up' || !directive) return undefined;
    const report = () => {
      actions
        .reportDisplay({
          scene: directive.scene.id,
          directive: directive.revision,
          draw: drawOf(directive, draw),
          // With the directive it follows, so that what is confirmed and what is heard are never of two times.
          sound,
          width: window.innerWidth,
          height: window.innerHeight,
          scale: window.devicePixelRatio,
          host: (window.vigil?.machine ?? window.location.host).slice(0, 64),
        })
        // The next link or directive tells it again.
        .catch(() => undefined);
    };
    const drawn = requestAnimationFrame(report);
    window.addEventListener('resize', report);
    return () => {
      cancelAnimationFrame(drawn);
      window.removeEventListener('resize', report);
    };
  }, [link, directive, sound, draw]);
}

/** An unchanged scene must not remount its panels after each reconnect. */
function same(one: Scene | undefined, other: Scene): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
