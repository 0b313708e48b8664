import { t } from '#renderer/text/text.ts';
import './sound.css';

let hint: HTMLElement | undefined;

/** "Click or press any key for sound", while the browser waits for a gesture. */
export function showHint(wanted: boolean): void {
  if (!wanted) {
    hint?.remove();
    hint = undefined;
    return;
  }
  if (hint) return;
  hint = document.createElement('p');
  hint.className = 'sound-hint';
  hint.setAttribute('role', 'status');
  hint.textContent = t('sound.gesture');
  document.body.append(hint);
}
