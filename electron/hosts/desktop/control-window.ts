import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { Approach } from './approach.ts';
import { actionOf } from './kiosk-keys.ts';
import { awayUrl } from './page.ts';
import { makePageWindow, type WindowHabits } from './page-window.ts';

/** Share of its display, and points at most. */
const SHARE = 0.9;
const LARGEST = { width: 1_760, height: 1_080 };
/** Left open on a kiosk, it would be a way around the PIN. */
const LEFT_AFTER_MS = 15 * 60_000;
const NAME = 'control room';

/** The supervisor's own window, over the wall: an ordinary one, of which there is one at most. */
export class ControlWindow {
  readonly #options: WindowHabits;
  #open: { readonly window: BrowserWindow; end(): void } | undefined;

  constructor(options: WindowHabits) {
    this.#options = options;
  }

  owns(contentsId: number): boolean {
    return this.#open?.window.webContents.id === contentsId;
  }

  open(over: Rectangle = screen.getPrimaryDisplay().bounds): void {
    if (this.#open) this.#open.window.focus();
    else this.#open = this.#make(over);
  }

  destroy(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.end();
  }

  #make(over: Rectangle): { readonly window: BrowserWindow; end(): void } {
    const { home, windowed, lock, tell } = this.#options;
    const window = makePageWindow(this.#options, '', {
      ...inside(over),
      title: `Vigil ${NAME}`,
      // The wall's windows fill their screens: it must not get lost behind them.
      alwaysOnTop: !windowed,
    });
    const load = (url: string) => void window.loadURL(url).catch(() => undefined);
    const approach = new Approach({
      problem: () => home.problem(),
      arrive: () => load(home.controlUrl()),
      away: (why, since) => load(awayUrl(NAME, home.origin, why, since)),
    });
    let timer: NodeJS.Timeout | undefined;
    const rest = () => {
      clearTimeout(timer);
      if (windowed || !lock) return;
      timer = setTimeout(() => {
        tell(`${NAME}: nobody is at it, closing it`);
        this.destroy();
      }, LEFT_AFTER_MS);
    };
    const end = () => {
      clearTimeout(timer);
      approach.stop();
      if (!window.isDestroyed()) window.destroy();
    };
    const contents = window.webContents;
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (isMainFrame && code !== -3) approach.failed(description);
    });
    contents.on('did-navigate', (_event, url, status) => {
      if (status >= 400) approach.failed(`HTTP ${status}`);
      else if (url.startsWith(`${home.origin}/?`)) approach.arrived();
    });
    // Who is at it opens it again.
    contents.on('render-process-gone', (_event, { reason }) => {
      tell(`${NAME}: the page's process ended (${reason}), closing it`);
      this.destroy();
    });
    contents.on('input-event', rest);
    contents.on('before-input-event', (event, input) => {
      const action = actionOf(input, !windowed);
      if (action === 'pass') return;
      event.preventDefault();
      if (action === 'leave' && input.type === 'keyDown') this.destroy();
    });
    window.on('closed', () => {
      end();
      if (this.#open?.window === window) this.#open = undefined;
    });
    rest();
    approach.begin();
    return { window, end };
  }
}

function inside({ x, y, width, height }: Rectangle): Rectangle {
  const size = {
    width: Math.round(Math.min(LARGEST.width, width * SHARE)),
    height: Math.round(Math.min(LARGEST.height, height * SHARE)),
  };
  return {
    x: x + Math.round((width - size.width) / 2),
    y: y + Math.round((height - size.height) / 2),
    ...size,
  };
}
