import { coreNow } from './wall-store.ts';

/** One timer for everything that ages: fires just after each full second of the core's clock. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let second = Math.floor(coreNow() / 1000);

function schedule(): void {
  timer = setTimeout(tick, 1000 - (coreNow() % 1000) + 5);
}

function tick(): void {
  second = Math.floor(coreNow() / 1000);
  schedule();
  for (const listener of listeners) listener();
}

/** Returns the undo. */
export function onSecond(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    second = Math.floor(coreNow() / 1000);
    schedule();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** Unix second of the core's clock at the last tick. */
export function currentSecond(): number {
  return second;
}
