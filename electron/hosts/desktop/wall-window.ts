import type { BrowserWindow, Rectangle } from 'electron';
import { Approach } from './approach.ts';
import { BEAT_MS, drawnWithin, Heartbeat } from './heartbeat.ts';
import { actionOf, type KeyInput } from './kiosk-keys.ts';
import { awayUrl, statusUrl } from './page.ts';
import { makePageWindow, type WindowHabits } from './page-window.ts';
import { PinEntry, type PinPurpose } from './pin-entry.ts';
import { Recovery } from './recovery.ts';
import { type Failure, failureWords } from './status-text.ts';

export interface WallWindowOptions extends WindowHabits {
  readonly display: string;
  readonly bounds: Rectangle;
  /** A person closed it, or the system did. */
  closed(): void;
}

/** A fresh page that has not drawn by then is given up, and the old one stays. */
const FRESH_WITHIN_MS = 60_000;

/** One display's window. Its page may crash or hang, its server may go away: the window stays and the page comes back. */
export class WallWindow {
  readonly display: string;
  readonly #options: WallWindowOptions;
  readonly #recovery = new Recovery();
  readonly #approach: Approach;
  readonly #heartbeat: Heartbeat;
  readonly #pin: PinEntry | undefined;
  readonly #watch: NodeJS.Timeout;
  #bounds: Rectangle;
  #window: BrowserWindow;
  /** Loads behind the other one, and takes its place once it has drawn. */
  #fresh: BrowserWindow | undefined;
  #freshTimer: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #undrawn: NodeJS.Timeout | undefined;
  /** It is being ended because its page hangs. */
  #hung = false;
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
        granted: (purpose) => this.#granted(purpose),
      });
    const { home } = options;
    this.#approach = new Approach({
      problem: () => home.problem(),
      arrive: () => this.#load(home.wallUrl(this.display)),
      away: (why, since) => {
        options.tell(`${this.display}: ${home.origin} can't be reached (${why})`);
        this.#load(awayUrl(this.display, home.origin, why, since));
      },
    });
    this.#window = this.#make(true);
    this.#watch = setInterval(() => this.#look(), BEAT_MS);
    this.#approach.begin();
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
    if (this.#window.webContents.id !== contentsId) return;
    const now = performance.now();
    this.#heartbeat.beat(now);
    this.#recovery.beat(now);
  }

  /** A new page in a new process, without a gap: this one stays until that one has drawn. */
  refresh(contentsId: number): void {
    if (this.#fresh || this.#ending || this.#window.webContents.id !== contentsId) return;
    this.#options.tell(`${this.display}: loading a fresh page behind this one`);
    const fresh = this.#make(false);
    this.#fresh = fresh;
    this.#freshTimer = setTimeout(() => this.#dropFresh(), FRESH_WITHIN_MS);
    fresh.loadURL(this.#options.home.wallUrl(this.display)).catch(() => this.#dropFresh(fresh));
  }

  /** The page has its first picture on the glass. */
  drawn(contentsId: number): void {
    if (this.#fresh?.webContents.id === contentsId) this.#takeOver(this.#fresh);
    if (this.#window.webContents.id !== contentsId) return;
    clearTimeout(this.#undrawn);
    this.#recovery.drawn(performance.now());
    this.#approach.arrived();
  }

  destroy(): void {
    this.#ending = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#undrawn);
    clearInterval(this.#watch);
    this.#approach.stop();
    this.#pin?.close();
    this.#dropFresh();
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  #takeOver(fresh: BrowserWindow): void {
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

  #make(show: boolean): BrowserWindow {
    const { windowed } = this.#options;
    const window = makePageWindow(this.#options, this.display, {
      ...this.#bounds,
      show,
      title: `Vigil ${this.display}`,
      frame: windowed,
      fullscreen: !windowed,
      kiosk: !windowed,
    });
    this.#listen(window);
    return window;
  }

  #listen(window: BrowserWindow): void {
    const contents = window.webContents;
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      if (window === this.#fresh) this.#dropFresh();
      else if (window === this.#window) {
        this.#failed(this.#hung ? { what: 'hung', detail: '' } : { what: 'ended', detail: reason });
      }
    });
    const notLoaded = (why: string) => {
      if (window === this.#fresh) this.#dropFresh();
      else if (window === this.#window) this.#notLoaded(why);
    };
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      // -3 is a load that another one replaced.
      if (isMainFrame && code !== -3) notLoaded(description);
    });
    contents.on('did-navigate', (_event, url, status) => {
      // What a proxy shows in place of its server.
      if (status >= 400) notLoaded(`HTTP ${status}`);
      else if (window === this.#window && url.startsWith(`${this.#options.home.origin}/?`))
        this.#expectDrawn();
    });
    contents.on('before-input-event', (event, input) => this.#key(event, input));
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

  #key(event: { preventDefault(): void }, input: KeyInput): void {
    if (this.#pin?.open) {
      event.preventDefault();
      this.#pin.key(input);
      return;
    }
    const action = actionOf(input, !this.#options.windowed);
    if (action === 'pass') return;
    event.preventDefault();
    if (action === 'swallow' || input.type !== 'keyDown') return;
    if (this.#pin && !this.#options.windowed) this.#pin.ask(action);
    else this.#granted(action);
  }

  #granted(purpose: PinPurpose): void {
    if (purpose === 'leave') this.#options.quit();
    else this.#options.control(this.#bounds);
  }

  #look(): void {
    if (!this.#heartbeat.hangs(performance.now())) return;
    this.#heartbeat.rest();
    this.#end('the page hangs (no heartbeat), ending it');
  }

  /** 'render-process-gone' follows. */
  #end(why: string): void {
    this.#options.tell(`${this.display}: ${why}`);
    this.#hung = true;
    this.#window.webContents.forcefullyCrashRenderer();
  }

  #notLoaded(why: string): void {
    if (this.#ending) return;
    if (!this.#options.home.remote) {
      this.#failed({ what: 'not-loaded', detail: why });
      return;
    }
    clearTimeout(this.#undrawn);
    clearTimeout(this.#timer);
    this.#approach.failed(why);
  }

  #failed(failure: Failure): void {
    if (this.#ending) return;
    this.#hung = false;
    this.#heartbeat.rest();
    this.#pin?.close();
    this.#approach.stop();
    const step = this.#recovery.failed();
    const why = failureWords('en', failure);
    clearTimeout(this.#timer);
    clearTimeout(this.#undrawn);
    if (step.show === 'wall') {
      this.#options.tell(`${this.display}: ${why}; loading it again`);
      this.#later(step.afterMs);
      return;
    }
    this.#options.tell(`${this.display}: ${why}, again and again; showing the status page`);
    this.#load(statusUrl(this.display, failure, new Date(Date.now() + step.tryAgainMs)));
    this.#later(step.tryAgainMs);
  }

  #later(afterMs: number): void {
    this.#timer = setTimeout(() => this.#approach.begin(), afterMs);
  }

  #load(url: string): void {
    this.#heartbeat.loading(performance.now());
    if (url === this.#options.home.wallUrl(this.display)) this.#expectDrawn();
    else clearTimeout(this.#undrawn);
    // A failed load is told by 'did-fail-load' too, and handled there.
    this.#window.loadURL(url).catch(() => undefined);
  }

  /** Also when the page loads itself anew. */
  #expectDrawn(): void {
    clearTimeout(this.#undrawn);
    const failed = () => this.#failed({ what: 'empty', detail: '' });
    this.#undrawn = setTimeout(failed, drawnWithin(this.#options.hangMs));
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
