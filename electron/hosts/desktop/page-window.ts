import { BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle } from 'electron';
import type { Home } from './home.ts';
import type { PinLock } from './pin-lock.ts';

/** What all windows have in common. */
export interface WindowHabits {
  readonly home: Home;
  readonly preload: string;
  /** Of this machine, as the page reports it. */
  readonly machine: string;
  /** For work on the wall: a framed window instead of the whole screen. */
  readonly windowed: boolean;
  readonly hangMs: number;
  /** Undefined: no PIN is configured, and Ctrl+Q ends Vigil at once. */
  readonly lock: PinLock | undefined;
  tell(message: string): void;
  quit(): void;
  /** Opens the control room over the display with these bounds. */
  control(over: Rectangle): void;
}

/** A window that shows a page of ours, and can do nothing else. @param display empty for a page that is none */
export function makePageWindow(
  { preload, machine, home }: WindowHabits,
  display: string,
  options: BrowserWindowConstructorOptions,
): BrowserWindow {
  return new BrowserWindow({
    backgroundColor: '#0b0f14',
    autoHideMenuBar: true,
    ...options,
    webPreferences: {
      preload,
      // Switches of the page's process: encoded, since a label may hold blanks and quotes.
      additionalArguments: [
        `--vigil-display=${encodeURIComponent(display)}`,
        `--vigil-machine=${encodeURIComponent(machine)}`,
        `--vigil-host=${home.remote ? 'joined' : 'desktop'}`,
      ],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
}
