import { type Display, screen } from 'electron';
import { type KnownDisplay, nameDisplays } from './display-names.ts';
import { WallWindow } from './wall-window.ts';

export interface WindowsOptions {
  readonly preload: string;
  readonly windowed: boolean;
  /** Displays of earlier runs, and where to keep them. */
  readonly known: readonly KnownDisplay[];
  remember(known: readonly KnownDisplay[]): void;
  tell(message: string): void;
  quit(): void;
}

/** A window that was closed comes back after this: a wall is never left open on a desktop. */
const REOPEN_MS = 1_000;
const WINDOWED_SIZE = { width: 1280, height: 720 };

/** One window on each display, for as long as the display is there. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #windows = new Map<number, WallWindow>();
  #known: readonly KnownDisplay[];

  constructor(options: WindowsOptions) {
    this.#options = options;
    this.#known = options.known;
    screen.on('display-added', () => this.reconcile());
    screen.on('display-removed', () => this.reconcile());
    screen.on('display-metrics-changed', () => this.reconcile());
    this.reconcile();
  }

  /** The display whose window has these contents. */
  displayOf(contentsId: number): string | undefined {
    return [...this.#windows.values()].find((window) => window.contentsId === contentsId)?.display;
  }

  focus(): void {
    for (const window of this.#windows.values()) window.focus();
  }

  destroy(): void {
    for (const window of this.#windows.values()) window.destroy();
    this.#windows.clear();
  }

  /** Brings the windows in line with the displays that are there now. */
  reconcile(): void {
    const displays = this.#options.windowed ? screen.getAllDisplays().slice(0, 1) : screen.getAllDisplays();
    const { names, known } = nameDisplays(displays.map(toSystemDisplay), this.#known);
    if (JSON.stringify(known) !== JSON.stringify(this.#known)) this.#options.remember(known);
    this.#known = known;
    for (const [id, window] of this.#windows) {
      // The system may give a display another id when it comes back; then the name may have moved.
      if (names.get(id) === window.display) continue;
      this.#windows.delete(id);
      this.#options.tell(`display ${window.display} is gone`);
      window.destroy();
    }
    for (const display of displays) {
      const there = this.#windows.get(display.id);
      if (there) there.place(display.bounds);
      else this.#open(display, names.get(display.id) ?? '');
    }
  }

  #open(display: Display, name: string): void {
    const { windowed, preload, tell, quit } = this.#options;
    const { x, y } = display.bounds;
    const bounds = windowed ? { x: x + 40, y: y + 40, ...WINDOWED_SIZE } : display.bounds;
    tell(
      `display ${name}: ${display.bounds.width} x ${display.bounds.height} at ${x},${y}, scale ${display.scaleFactor}`,
    );
    const window = new WallWindow({
      display: name,
      bounds,
      preload,
      windowed,
      tell,
      quit,
      closed: () => {
        if (this.#windows.get(display.id) !== window) return;
        this.#windows.delete(display.id);
        if (windowed) quit();
        else setTimeout(() => this.reconcile(), REOPEN_MS);
      },
    });
    this.#windows.set(display.id, window);
  }
}

function toSystemDisplay({ id, label, bounds: { x, y } }: Display) {
  return { id, label, x, y };
}
