import { BrowserWindow, type Rectangle } from 'electron';
import { statusUrl, wallUrl } from './page.ts';
import { Recovery } from './recovery.ts';

export interface WallWindowOptions {
  readonly display: string;
  readonly bounds: Rectangle;
  readonly preload: string;
  /** For work on the wall: a framed window instead of the whole screen. */
  readonly windowed: boolean;
  tell(message: string): void;
  /** A person closed it, or the system did. */
  closed(): void;
  quit(): void;
}

/** One display's window. Its page may crash or hang: the window stays and the page comes back. */
export class WallWindow {
  readonly display: string;
  readonly #options: WallWindowOptions;
  readonly #window: BrowserWindow;
  readonly #recovery = new Recovery();
  #timer: NodeJS.Timeout | undefined;
  #ending = false;

  constructor(options: WallWindowOptions) {
    this.#options = options;
    this.display = options.display;
    const { windowed, bounds } = options;
    this.#window = new BrowserWindow({
      ...bounds,
      title: `Vigil ${options.display}`,
      backgroundColor: '#0b0f14',
      frame: windowed,
      fullscreen: !windowed,
      kiosk: !windowed,
      autoHideMenuBar: true,
      webPreferences: {
        preload: options.preload,
        // A switch of the page's process: encoded, since a label may hold blanks and quotes.
        additionalArguments: [`--vigil-display=${encodeURIComponent(options.display)}`],
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    this.#watch();
    this.#load(wallUrl(options.display));
  }

  get contentsId(): number {
    return this.#window.webContents.id;
  }

  /** The display was moved or changed its resolution. */
  place(bounds: Rectangle): void {
    if (this.#options.windowed) return;
    this.#window.setBounds(bounds);
    this.#window.setFullScreen(true);
  }

  focus(): void {
    this.#window.focus();
  }

  destroy(): void {
    this.#ending = true;
    clearTimeout(this.#timer);
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  #watch(): void {
    const contents = this.#window.webContents;
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.#failed(`the page's process ended (${reason})`);
    });
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      // -3 is a load that another one replaced.
      if (isMainFrame && code !== -3) this.#failed(`the page could not be loaded (${description})`);
    });
    contents.on('before-input-event', (event, { type, key, control, meta }) => {
      if (type !== 'keyDown' || !(control || meta) || key.toLowerCase() !== 'q') return;
      event.preventDefault();
      this.#options.quit();
    });
    // A page that hangs is ended: 'render-process-gone' follows.
    this.#window.on('unresponsive', () => {
      this.#options.tell(`${this.display}: the page hangs, ending it`);
      contents.forcefullyCrashRenderer();
    });
    this.#window.on('closed', () => {
      clearTimeout(this.#timer);
      if (!this.#ending) this.#options.closed();
    });
  }

  #failed(why: string): void {
    if (this.#ending) return;
    const step = this.#recovery.failed(performance.now());
    clearTimeout(this.#timer);
    if (step.show === 'wall') {
      this.#options.tell(`${this.display}: ${why}; loading it again`);
      this.#later(step.afterMs);
      return;
    }
    this.#options.tell(`${this.display}: ${why}, again and again; showing the status page`);
    this.#load(statusUrl(this.display, why, new Date(Date.now() + step.tryAgainMs)));
    this.#later(step.tryAgainMs);
  }

  #later(afterMs: number): void {
    this.#timer = setTimeout(() => this.#load(wallUrl(this.display)), afterMs);
  }

  #load(url: string): void {
    // A failed load is told by 'did-fail-load' too, and handled there.
    this.#window.loadURL(url).catch(() => undefined);
  }
}
