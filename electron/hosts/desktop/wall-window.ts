import { BrowserWindow, type Rectangle } from 'electron';
import { BEAT_MS, Heartbeat } from './heartbeat.ts';
import { actionOf } from './kiosk-keys.ts';
import { statusUrl, wallUrl } from './page.ts';
import { PinEntry } from './pin-entry.ts';
import type { PinLock } from './pin-lock.ts';
import { Recovery } from './recovery.ts';

/** What all windows have in common. */
export interface WindowHabits {
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
}

export interface WallWindowOptions extends WindowHabits {
  readonly display: string;
  readonly bounds: Rectangle;
  /** A person closed it, or the system did. */
  closed(): void;
}

/** A fresh page that has not drawn by then is given up, and the old one stays. */
const FRESH_WITHIN_MS = 60_000;

/** One display's window. Its page may crash or hang: the window stays and the page comes back. */
export class WallWindow {
  readonly display: string;
  readonly #options: WallWindowOptions;
  readonly #recovery = new Recovery();
  readonly #heartbeat: Heartbeat;
  readonly #pin: PinEntry | undefined;
  readonly #watch: NodeJS.Timeout;
  #bounds: Rectangle;
  #window: BrowserWindow;
  /** Loads behind the other one, and takes its place once it has drawn. */
  #fresh: BrowserWindow | undefined;
  #freshTimer: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending = false;

  constructor(options: WallWindowOptions) {
    this.#options = options;
    this.display = options.display;
    this.#bounds = options.bounds;
    this.#heartbeat = new Heartbeat(options.hangMs);
    this.#pin =
      options.lock &&
      new PinEntry({
        lock: options.lock,
        show: (view) => this.#window.webContents.send('vigil-pin', view),
        granted: options.quit,
      });
    this.#window = this.#make(true);
    this.#watch = setInterval(() => this.#look(), BEAT_MS);
    this.#load(wallUrl(options.display));
  }

  owns(contentsId: number): boolean {
    return this.#window.webContents.id === contentsId || this.#fresh?.webContents.id === contentsId;
  }

  /** The display was moved or changed its resolution. */
  place(bounds: Rectangle): void {
    if (this.#options.windowed || sameBounds(bounds, this.#bounds)) return;
    this.#bounds = bounds;
    // A page behind it would be of the old size.
    this.#dropFresh();
    this.#window.setBounds(bounds);
    this.#window.setFullScreen(true);
  }

  focus(): void {
    this.#window.focus();
  }

  /** The page's main thread lives. */
  beat(contentsId: number): void {
    if (this.#window.webContents.id === contentsId) this.#heartbeat.beat(performance.now());
  }

  /** A new page in a new process, without a gap: this one stays until that one has drawn. */
  refresh(contentsId: number): void {
    if (this.#fresh || this.#ending || this.#window.webContents.id !== contentsId) return;
    this.#options.tell(`${this.display}: loading a fresh page behind this one`);
    const fresh = this.#make(false);
    this.#fresh = fresh;
    this.#freshTimer = setTimeout(() => this.#dropFresh(), FRESH_WITHIN_MS);
    fresh.loadURL(wallUrl(this.display)).catch(() => this.#dropFresh(fresh));
  }

  /** The page has its first picture on the glass. */
  drawn(contentsId: number): void {
    const fresh = this.#fresh;
    if (!fresh || fresh.webContents.id !== contentsId) return;
    const old = this.#window;
    clearTimeout(this.#freshTimer);
    clearTimeout(this.#timer);
    this.#fresh = undefined;
    this.#window = fresh;
    this.#heartbeat.beat(performance.now());
    this.#pin?.close();
    fresh.show();
    // Again: a hidden window may have been put where the system liked.
    if (!this.#options.windowed) fresh.setFullScreen(true);
    old.destroy();
    this.#options.tell(`${this.display}: the fresh page has taken over`);
  }

  destroy(): void {
    this.#ending = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#pin?.close();
    this.#dropFresh();
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  #make(show: boolean): BrowserWindow {
    const { display, preload, machine, windowed } = this.#options;
    const window = new BrowserWindow({
      ...this.#bounds,
      show,
      title: `Vigil ${display}`,
      backgroundColor: '#0b0f14',
      frame: windowed,
      fullscreen: !windowed,
      kiosk: !windowed,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        // Switches of the page's process: encoded, since a label may hold blanks and quotes.
        additionalArguments: [
          `--vigil-display=${encodeURIComponent(display)}`,
          `--vigil-machine=${encodeURIComponent(machine)}`,
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
    this.#listen(window);
    return window;
  }

  #listen(window: BrowserWindow): void {
    const contents = window.webContents;
    const failed = (why: string) => {
      if (window === this.#fresh) this.#dropFresh();
      else if (window === this.#window) this.#failed(why);
    };
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') failed(`the page's process ended (${reason})`);
    });
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      // -3 is a load that another one replaced.
      if (isMainFrame && code !== -3) failed(`the page could not be loaded (${description})`);
    });
    contents.on('before-input-event', (event, input) => {
      if (this.#pin?.open) {
        event.preventDefault();
        this.#pin.key(input);
        return;
      }
      const action = actionOf(input, !this.#options.windowed);
      if (action === 'pass') return;
      event.preventDefault();
      if (action === 'leave' && input.type === 'keyDown') this.#leave();
    });
    window.on('unresponsive', () => window === this.#window && this.#end('the page hangs, ending it'));
    window.on('close', (event) => {
      // Alt+F4 and a window manager's menu: Ctrl+Q is the way out, and asks for the PIN where there is one.
      if (!this.#ending && !this.#options.windowed) event.preventDefault();
    });
    window.on('closed', () => {
      if (window === this.#fresh) this.#dropFresh();
      if (window !== this.#window || this.#ending) return;
      this.destroy();
      this.#options.closed();
    });
  }

  #leave(): void {
    if (this.#pin && !this.#options.windowed) this.#pin.ask();
    else this.#options.quit();
  }

  #look(): void {
    if (!this.#heartbeat.hangs(performance.now())) return;
    this.#heartbeat.rest();
    this.#end('the page hangs (no heartbeat), ending it');
  }

  /** 'render-process-gone' follows. */
  #end(why: string): void {
    this.#options.tell(`${this.display}: ${why}`);
    this.#window.webContents.forcefullyCrashRenderer();
  }

  #failed(why: string): void {
    if (this.#ending) return;
    this.#heartbeat.rest();
    this.#pin?.close();
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
    this.#heartbeat.loading(performance.now());
    // A failed load is told by 'did-fail-load' too, and handled there.
    this.#window.loadURL(url).catch(() => undefined);
  }

  #dropFresh(only = this.#fresh): void {
    if (!this.#fresh || this.#fresh !== only) return;
    const fresh = this.#fresh;
    this.#fresh = undefined;
    clearTimeout(this.#freshTimer);
    if (!fresh.isDestroyed()) fresh.destroy();
    if (!this.#ending) this.#options.tell(`${this.display}: the fresh page did not come, the old one stays`);
  }
}

function sameBounds(one: Rectangle, other: Rectangle): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
