import { wallStore } from '#renderer/store/wall-store.ts';

const LOOK_MS = 100;
/** From panels that say nothing of loading any more to their canvases being drawn. */
const SETTLE_MS = 500;
/** A panel that never comes must not keep the picture of yesterday on the glass. */
const AT_MOST_MS = 6_000;

/** Ends the hold of the old picture, tells the host, and goes on: once, when the scene is on the glass. */
export function whenDrawn(goOn: () => void): void {
  const root = document.documentElement;
  const started = performance.now();
  const look = () => {
    const { loaded } = wallStore.getState();
    const complete = loaded && document.querySelector('.cell') && !document.querySelector('.state-loading');
    if (!complete && performance.now() - started < AT_MOST_MS) {
      setTimeout(look, LOOK_MS);
      return;
    }
    // Timers, not frames: a hidden window may get none.
    setTimeout(() => {
      root.classList.add('drawn');
      window.vigil?.drawn();
      goOn();
    }, SETTLE_MS);
  };
  look();
}
