import { motion } from '#renderer/theme/metrics.ts';
import { onKey } from './keys.ts';

/** The pointer disappears when it rests; it comes back when it moves. Returns the undo. */
export function hideIdlePointer(root: HTMLElement): () => void {
  let timer = setTimeout(hide, motion.idleMs);
  function hide(): void {
    root.classList.add('pointer-idle');
  }
  const show = () => {
    root.classList.remove('pointer-idle');
    clearTimeout(timer);
    timer = setTimeout(hide, motion.idleMs);
  };
  window.addEventListener('pointermove', show);
  window.addEventListener('pointerdown', show);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pointermove', show);
    window.removeEventListener('pointerdown', show);
  };
}

export function fullscreenKey(): () => void {
  return onKey('f', () => {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // Refused where the host already owns the whole screen: nothing to do then.
    change.catch(() => undefined);
  });
}
