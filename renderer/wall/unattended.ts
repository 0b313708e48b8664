import { onSecond } from '#renderer/store/ticker.ts';
import { coreNow, wallStore } from '#renderer/store/wall-store.ts';
import { DailyRefresh, loadAnew } from './refresh.ts';

/** What a wall that nobody sits at must not do, and what it does by itself. Returns the undo. */
export function liveUnattended(target: Window): () => void {
  const undo = [noDialogs(target), noWaysOut(target), closeWhatWasLeft(target), refreshDaily()];
  return () => {
    for (const off of undo) off();
  };
}

function refuse(what: string): void {
  console.warn(`refused: ${what}`);
}

/** A dialog would stand there until somebody comes, with the page's thread waiting behind it. */
function noDialogs(target: Window): () => void {
  const { alert, confirm, prompt, print } = target;
  target.alert = () => refuse('alert');
  target.print = () => refuse('print');
  target.confirm = () => {
    refuse('confirm');
    return false;
  };
  target.prompt = () => {
    refuse('prompt');
    return null;
  };
  return () => Object.assign(target, { alert, confirm, prompt, print });
}

const prevent = (event: Event) => event.preventDefault();

function unzoom(event: WheelEvent): void {
  if (event.ctrlKey) event.preventDefault();
}

/** The menu of the browser, its zoom, and a file that is dropped: it would be opened in place of the wall. */
function noWaysOut(target: Window): () => void {
  const kinds = ['contextmenu', 'dragover', 'drop', 'dragstart', 'gesturestart'] as const;
  for (const kind of kinds) target.addEventListener(kind, prevent);
  target.addEventListener('wheel', unzoom, { passive: false });
  return () => {
    for (const kind of kinds) target.removeEventListener(kind, prevent);
    target.removeEventListener('wheel', unzoom);
  };
}

/** A panel in full view, or a list of keys, hides the rest of the wall, and puts the daily load off. */
const LEFT_AFTER_MS = 5 * 60_000;

/** What somebody opened and went away from is closed, as by Escape. */
function closeWhatWasLeft(target: Window): () => void {
  let touchedAt = performance.now();
  const touch = ({ isTrusted }: Event) => {
    if (isTrusted) touchedAt = performance.now();
  };
  const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
  for (const kind of kinds) target.addEventListener(kind, touch, { capture: true, passive: true });
  const off = onSecond(() => {
    if (performance.now() - touchedAt < LEFT_AFTER_MS) return;
    if (!document.querySelector('.cell-zoomed, [role="dialog"]')) return;
    const from = document.activeElement ?? document.body;
    from.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  });
  return () => {
    off();
    for (const kind of kinds) target.removeEventListener(kind, touch, { capture: true });
  };
}

function refreshDaily(): () => void {
  const daily = new DailyRefresh();
  return onSecond(() => {
    const { directive, link, alarms } = wallStore.getState();
    const waiting = alarms?.some(({ state }) => state === 'unacknowledged' || state === 'returned') ?? false;
    const quiet = link === 'up' && !waiting && document.querySelector('[role="dialog"]') === null;
    const due = daily.due({
      refresh: directive?.refresh ?? null,
      nowMs: coreNow(),
      ageMs: performance.now(),
      quiet,
    });
    // A core that went away just now: the picture stays, and tomorrow is another day.
    if (due) loadAnew().catch(() => undefined);
  });
}
