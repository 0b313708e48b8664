import { type Display, screen } from 'electron';
import {
  type KnownDisplay,
  nameDisplays,
  type NameMemory,
  nameOnStation,
  type SystemDisplay,
} from '#contract/display-names.ts';
import type { WindowHabits } from './page-window.ts';
import { WallWindow } from './wall-window.ts';

export interface WindowsOptions extends WindowHabits {
  /** Displays of earlier runs, and where to keep them. */
  readonly known: readonly KnownDisplay[];
  remember(known: readonly KnownDisplay[]): void;
}

/** A window that was closed comes back after this: a wall is never left open on a desktop. */
const REOPEN_MS = 1_000;
const WINDOWED_SIZE = { width: 1280, height: 720 };

/** One window on each display, for as long as the display is there. */
export class Windows {
  readonly #options: WindowsOptions;
  /** By display name: the system may give a display another id, and another place, when it comes back. */
  readonly #windows = new Map<string, WallWindow>();
  #memory: NameMemory;
  #ended = false;

  constructor(options: WindowsOptions) {
    this.#options = options;
    this.#memory = { known: options.known, ids: new Map() };
    screen.on('display-added', () => this.reconcile());
    screen.on('display-removed', () => this.reconcile());
    screen.on('display-metrics-changed', () => this.reconcile());
    this.reconcile();
  }

  /** The window that has these contents; undefined for contents that are none of ours. */
  of(contentsId: number): WallWindow | undefined {
    return [...this.#windows.values()].find((window) => window.owns(contentsId));
  }

  focus(): void {
    for (const window of this.#windows.values()) window.focus();
  }

  destroy(): void {
    this.#ended = true;
    for (const window of this.#windows.values()) window.destroy();
    this.#windows.clear();
  }

  /** Brings the windows in line with the displays that are there now. */
  reconcile(): void {
    if (this.#ended) return;
    const displays = this.#options.windowed ? screen.getAllDisplays().slice(0, 1) : screen.getAllDisplays();
    const { names, memory } = nameDisplays(displays.map(toSystemDisplay), this.#memory);
    if (JSON.stringify(memory.known) !== JSON.stringify(this.#memory.known)) this.#remember(memory.known);
    this.#memory = memory;
    const present = new Set(names.values());
    for (const [name, window] of this.#windows) {
      if (present.has(name)) continue;
      this.#windows.delete(name);
      this.#options.tell(`display ${name} is gone`);
      window.destroy();
    }
    for (const display of displays) {
      const name = names.get(display.id) ?? '';
      const there = this.#windows.get(name);
      if (there) there.place(display.bounds);
      else this.#open(display, name);
    }
  }

  /** A full disk costs the names of new displays at the next start, and no window. */
  #remember(known: readonly KnownDisplay[]): void {
    try {
      this.#options.remember(known);
    } catch (error) {
      this.#options.tell(`display names could not be kept: ${String(error).slice(0, 200)}`);
    }
  }

  #open(display: Display, name: string): void {
    const { windowed, tell, quit, home } = this.#options;
    const { x, y } = display.bounds;
    const bounds = windowed ? { x: x + 40, y: y + 40, ...WINDOWED_SIZE } : display.bounds;
    tell(
      `display ${name}: ${display.bounds.width} x ${display.bounds.height} at ${x},${y}, scale ${display.scaleFactor}`,
    );
    const window = new WallWindow({
      ...this.#options,
      display: nameOnStation(home.station, name),
      bounds,
      closed: () => {
        if (this.#windows.get(name) !== window) return;
        this.#windows.delete(name);
        if (windowed) quit();
        else setTimeout(() => this.reconcile(), REOPEN_MS);
      },
    });
    this.#windows.set(name, window);
  }
}

function toSystemDisplay({ id, label, bounds: { x, y } }: Display): SystemDisplay {
  return { id, label, x, y };
}
