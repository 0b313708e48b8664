import { type ScreenDetailed, type ScreenDetails, ScreenNames } from './screen-names.ts';

export interface OpenedDisplays {
  /** Names of the displays that have a window now. */
  readonly opened: readonly string[];
  /** The browser refused a window: its pop-up setting for this site. */
  readonly refused: readonly string[];
}

/** A window is told from others by this name, and holds a lock of it as long as it lives. */
const windowNameOf = (display: string) => `vigil ${display}`;
/** Displays to which W has given a window before. */
const OPENED = 'vigil.opened';
/** Pages that are loading beside this one hold their locks by then. */
const LOADED_MS = 3_000;
/** A screen that changes its mode is gone for a moment. */
const LOST_MS = 5_000;
const FILL_AGAIN_MS = 2_000;
const FILL_TRIES = 30;

/** Gives the browser's other screens a window each, and follows them as they come and go. */
export class OtherScreens {
  readonly #from: Window;
  readonly #names: ScreenNames;
  readonly #tellNew: (names: readonly string[]) => void;
  #details: ScreenDetails | undefined;

  /** @param tellNew screens that have no window and could not be given one without a person */
  constructor(from: Window, tellNew: (names: readonly string[]) => void) {
    this.#from = from;
    this.#names = new ScreenNames(from.localStorage);
    this.#tellNew = tellNew;
  }

  /** Where the browser has allowed it before: from the start. */
  async follow(): Promise<void> {
    if (!(await mayManageWindows(this.#from))) return;
    await this.#follow();
    setTimeout(() => void this.#look(), LOADED_MS);
  }

  /**
   * One window on each other screen, as `?display=NAME`; a window that is open there is used again. Wants a click or a
   * key, and the permission that the browser asks for.
   * @throws Error where the browser has no such API or the person said no
   */
  async open(): Promise<OpenedDisplays> {
    const { screens, currentScreen } = await this.#follow();
    const names = this.#names.look(screens);
    const opened: string[] = [];
    const refused: string[] = [];
    for (const [screen, name] of names) {
      if (screen !== currentScreen) (this.#openOn(screen, name) ? opened : refused).push(name);
    }
    return { opened, refused };
  }

  async #follow(): Promise<ScreenDetails> {
    if (!this.#from.getScreenDetails) throw new Error('this browser cannot place windows on other screens');
    if (!this.#details) {
      this.#details = await this.#from.getScreenDetails();
      this.#details.addEventListener('screenschange', () => void this.#look());
    }
    return this.#details;
  }

  /** A screen that had a window gets it back where the browser lets it; the others wait for a person. */
  async #look(): Promise<void> {
    if (!this.#details) return;
    const names = [...this.#names.look(this.#details.screens)];
    const { currentScreen } = this.#details;
    const held = await heldLocks();
    const without = names.filter(
      ([screen, name]) => screen !== currentScreen && !held.has(windowNameOf(name)),
    );
    const before = new Set(openedBefore(this.#from.localStorage));
    const waiting = without.filter(([screen, name]) => !before.has(name) || !this.#openOn(screen, name));
    if (waiting.length > 0) this.#tellNew(waiting.map(([, name]) => name));
  }

  #openOn({ left, top, width, height }: ScreenDetailed, name: string): boolean {
    const url = `/?display=${encodeURIComponent(name)}`;
    const place = `popup,left=${left},top=${top},width=${width},height=${height}`;
    if (!this.#from.open(url, windowNameOf(name), place)) return false;
    const names = openedBefore(this.#from.localStorage);
    if (!names.includes(name)) {
      this.#from.localStorage.setItem(OPENED, JSON.stringify([...names, name].slice(-100)));
    }
    return true;
  }
}

/** Whether this page is a window that OtherScreens opened for this display. */
export function isOnOwnScreen(own: Window, display: string): boolean {
  return own.name === windowNameOf(display);
}

/** Of such a window: it fills its screen, goes where that goes, and closes when that is gone. */
export async function mindOwnScreen(own: Window, display: string): Promise<void> {
  own.navigator.locks
    .request(windowNameOf(display), () => new Promise(() => undefined))
    .catch(() => undefined);
  fillScreen(own);
  if (!own.getScreenDetails || !(await mayManageWindows(own))) return;
  const details = await own.getScreenDetails();
  const names = new ScreenNames(own.localStorage);
  const mine = () => [...names.look(details.screens)].find(([, name]) => name === display)?.[0];
  let place = placeOf(mine());
  // Named by another browser, or before this one forgot its screens.
  if (place === '') return;
  const look = () => {
    const screen = mine();
    if (!screen) {
      setTimeout(() => mine() ?? own.close(), LOST_MS);
      return;
    }
    if (placeOf(screen) === place && details.currentScreen === screen) return;
    place = placeOf(screen);
    moveTo(own, screen);
  };
  details.addEventListener('screenschange', look);
  for (const screen of details.screens) screen.addEventListener('change', look);
}

/** Where the browser lets a page do that by itself, as soon as it does; at the first click or key in any case. */
function fillScreen(own: Window): void {
  const { document } = own;
  let filled = false;
  const fill = async () => {
    if (filled) return;
    await document.documentElement.requestFullscreen().catch(() => undefined);
    filled ||= document.fullscreenElement !== null;
  };
  const kinds = ['pointerdown', 'keydown'] as const;
  const atOnce = () => {
    for (const kind of kinds) document.removeEventListener(kind, atOnce, true);
    void fill();
  };
  for (const kind of kinds) document.addEventListener(kind, atOnce, true);
  // A window that is only coming up, or being moved, can be refused what it is allowed a moment later.
  const byItself = async (tries: number) => {
    await fill();
    if (filled || tries <= 1 || !(await mayFillByItself(own))) return;
    setTimeout(() => void byItself(tries - 1), FILL_AGAIN_MS);
  };
  void byItself(FILL_TRIES);
}

function moveTo(own: Window, screen: ScreenDetailed): void {
  const { fullscreenElement } = own.document;
  if (fullscreenElement) {
    const there: FullscreenOptions & { readonly screen: ScreenDetailed } = { screen };
    fullscreenElement.requestFullscreen(there).catch(() => undefined);
    return;
  }
  own.moveTo(screen.left, screen.top);
  own.resizeTo(screen.width, screen.height);
}

function placeOf(screen: ScreenDetailed | undefined): string {
  return screen ? [screen.left, screen.top, screen.width, screen.height].join() : '';
}

const mayManageWindows = (own: Window) => isAllowed(own, { name: 'window-management' });
const mayFillByItself = (own: Window) => isAllowed(own, { name: 'fullscreen', allowWithoutGesture: true });

/** @returns false where the browser doesn't know of such a permission */
async function isAllowed(
  { navigator }: Window,
  descriptor: Readonly<{ name: string; allowWithoutGesture?: boolean }>,
): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query(descriptor as PermissionDescriptor);
    return state === 'granted';
  } catch {
    return false;
  }
}

async function heldLocks(): Promise<ReadonlySet<string>> {
  const { held } = await navigator.locks.query();
  return new Set((held ?? []).map(({ name }) => name ?? ''));
}

function openedBefore(storage: Storage): readonly string[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(OPENED) ?? '[]');
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
