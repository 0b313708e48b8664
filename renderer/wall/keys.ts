/** Keys of the wall. A handler stays until its undo is called; the last one registered for a key wins. */
const handlers = new Map<string, (() => void)[]>();

/** @param key as in KeyboardEvent.key: "a" and "A" differ. */
export function onKey(key: string, handler: () => void): () => void {
  const list = handlers.get(key) ?? [];
  handlers.set(key, [...list, handler]);
  return () => {
    handlers.set(
      key,
      (handlers.get(key) ?? []).filter((other) => other !== handler),
    );
  };
}

/** Z: the panel that is in full view, else the one in focus, else the one under the pointer. */
export function zoomKey(): () => void {
  return onKey('z', () => {
    for (const cell of ['.cell-zoomed', '.cell:focus-within', '.cell:hover']) {
      const button = document.querySelector(`${cell} > .cell-zoom`);
      if (!(button instanceof HTMLElement)) continue;
      button.click();
      return;
    }
  });
}

/** Listens on the window; returns the undo. */
export function listenForKeys(target: Window): () => void {
  target.addEventListener('keydown', press);
  return () => target.removeEventListener('keydown', press);
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
  const handler = handlers.get(named(event))?.at(-1);
  if (!handler) return;
  event.preventDefault();
  handler();
}

/** Caps lock must not turn "acknowledge this" into "acknowledge all". */
function named({ key, shiftKey }: KeyboardEvent): string {
  if (!/^[a-zA-Z]$/.test(key)) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

/** Fields that take no letters: a box that was just ticked must not hold the keys up. */
const NOT_TYPED = /^(checkbox|radio|button|submit|reset|range|color|file|image)$/;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED.test(target.type);
  return target.isContentEditable || /^(textarea|select)$/i.test(target.tagName);
}
