/**
 * A double of the `electron` module over a real, headless Chromium: the desktop host's own main and preload run
 * unchanged. Not faithful: the origin's name, structured clone and transfer of ports, shortcuts, power, the process
 * sandbox, the reasons of crashes. What a test asks of it comes over this process' IPC channel (control.ts).
 */
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { RealChromium } from './chromium.ts';
import { listenForControl } from './control.ts';
import { onBeforeRequest } from './schemes.ts';
import { cancelable, ipcMain, WebContents, type WebPreferences } from './web-contents.ts';

export { MessageChannelMain } from './message-ports.ts';
export { protocol } from './schemes.ts';
export { ipcMain };

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Display {
  readonly id: number;
  readonly label: string;
  readonly bounds: Rectangle;
  readonly scaleFactor: number;
}

/** What the process that came second was started with. */
const SECOND_ARGV = 'second-argv.json';
const userData = process.env['VIGIL_DOUBLE_USER_DATA'] ?? '';
/** On a machine that has other work too. */
const OPEN_WITHIN_MS = 120_000;
const HANG_MS = Number(process.env['VIGIL_DOUBLE_HANG_MS'] ?? 30_000);
const switches: string[] = ['--autoplay-policy=no-user-gesture-required'];
let chromium: RealChromium | undefined;

function running(): RealChromium {
  if (!chromium) throw new Error('Used before the app was ready');
  return chromium;
}

class App extends EventEmitter {
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => {
      switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    },
  };
  #ready: Promise<void> | undefined;

  readonly isPackaged = false;

  getLocale(): string {
    return process.env['VIGIL_DOUBLE_LOCALE'] ?? 'en-US';
  }

  enableSandbox(): void {}
  setName(): void {}

  whenReady(): Promise<void> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The double has no path ${name}`);
    return userData;
  }

  requestSingleInstanceLock(): boolean {
    mkdirSync(userData, { recursive: true });
    const file = path.join(userData, 'SingletonLock');
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(file, { force: true }));
      return true;
    } catch {
      writeFileSync(path.join(userData, SECOND_ARGV), JSON.stringify(process.argv));
      process.kill(Number(readFileSync(file, 'utf8')), 'SIGUSR2');
      return false;
    }
  }

  quit(): void {
    const event = cancelable();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code = 0): void {
    const ending = chromium?.stop() ?? Promise.resolve();
    ending.then(
      () => process.exit(code),
      () => process.exit(code),
    );
  }

  async #start(): Promise<void> {
    const started = await RealChromium.start(switches);
    chromium = started;
    process.on('exit', () => started.killNow());
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.quit());
    process.on('SIGUSR2', () => {
      const argv: unknown = JSON.parse(readFileSync(path.join(userData, SECOND_ARGV), 'utf8'));
      this.emit('second-instance', {}, argv, '');
    });
    await screen.refresh();
    listenForControl(started, screen, () => [...BrowserWindow.all]);
  }
}

export const app = new App();

const ids = (list: readonly Display[]) => new Set(list.map(({ id }) => id));

class Screen extends EventEmitter {
  #displays: readonly Display[] = [];

  getAllDisplays(): readonly Display[] {
    return this.#displays;
  }

  getPrimaryDisplay(): Display {
    const [first] = this.#displays;
    if (!first) throw new Error('There is no display');
    return first;
  }

  /** Reads the screens anew and tells of those that came, went and moved, as the system would. */
  async refresh(): Promise<void> {
    const { screenInfos } = await running().cdp.send('Emulation.getScreenInfos');
    const before = this.#displays;
    this.#displays = screenInfos.map((info) => ({
      id: Number(info.id),
      label: info.label,
      bounds: { x: info.left, y: info.top, width: info.width, height: info.height },
      scaleFactor: info.devicePixelRatio,
    }));
    const [old, now] = [ids(before), ids(this.#displays)];
    for (const display of before) if (!now.has(display.id)) this.emit('display-removed', {}, display);
    if (before.length === 0) return;
    for (const display of this.#displays) {
      if (!old.has(display.id)) this.emit('display-added', {}, display);
      else if (!before.some((one) => isDeepStrictEqual(one, display)))
        this.emit('display-metrics-changed', {}, display, ['bounds']);
    }
  }
}

export const screen = new Screen();

interface WindowOptions extends Rectangle {
  readonly fullscreen?: boolean;
  readonly kiosk?: boolean;
  readonly show?: boolean;
  readonly frame?: boolean;
  readonly webPreferences: WebPreferences;
}

/** One after the other: two targets made at once could not be told apart. */
let opening: Promise<unknown> = Promise.resolve();

export class BrowserWindow extends EventEmitter {
  static readonly all = new Set<BrowserWindow>();
  readonly webContents: WebContents;
  readonly options: WindowOptions;
  #bounds: Rectangle;
  #destroyed = false;
  readonly #watch: NodeJS.Timeout;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.#bounds = options;
    this.webContents = new WebContents(options.webPreferences, () => this.#newPage());
    BrowserWindow.all.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.#watch = setInterval(() => {
      this.webContents.answers(HANG_MS).then(
        (answered) => !answered && !this.#destroyed && this.emit('unresponsive'),
        () => undefined,
      );
    }, HANG_MS + 500);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setBounds(bounds: Rectangle): void {
    this.#bounds = bounds;
    this.webContents.page.then((page) => this.#place(page)).catch(() => undefined);
  }

  setFullScreen(): void {}
  focus(): void {
    this.webContents.page.then((page) => page.bringToFront()).catch(() => undefined);
  }

  show(): void {
    this.focus();
  }

  close(): void {
    const event = cancelable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    clearInterval(this.#watch);
    BrowserWindow.all.delete(this);
    this.webContents.close().catch(() => undefined);
    this.emit('closed');
    if (BrowserWindow.all.size === 0) app.emit('window-all-closed');
  }

  #newPage(): Promise<Page> {
    const page = opening.then(() => this.#open());
    opening = page.catch(() => undefined);
    return page;
  }

  async #open(): Promise<Page> {
    const { context, cdp } = running();
    const opened = context.waitForEvent('page', {
      predicate: (page) => page.url() === 'about:blank',
      timeout: OPEN_WITHIN_MS,
    });
    await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    const page = await opened;
    await this.#place(page);
    return page;
  }

  async #place(page: Page): Promise<void> {
    const { x: left, y: top, width, height } = this.#bounds;
    const session = await page.context().newCDPSession(page);
    const { windowId } = await session.send('Browser.getWindowForTarget');
    const set = (bounds: object) => session.send('Browser.setWindowBounds', { windowId, bounds });
    await set({ windowState: 'normal' });
    await set({ left, top, width, height });
    if (this.options.fullscreen === true) await set({ windowState: 'fullscreen' });
    await session.detach();
  }
}

export const Menu = { setApplicationMenu(): void {} };

export const powerSaveBlocker = {
  start(type: string): number {
    process.send?.({ t: 'power-save-blocker', type });
    return 1;
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler(): void {},
    setPermissionCheckHandler(): void {},
    setDevicePermissionHandler(): void {},
    webRequest: { onBeforeRequest },
  },
};

/** Without Chromium's proxies and certificates. */
export const net = { fetch: (url: string, init: RequestInit) => fetch(url, init) };
