import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureDesktop, ensureRenderer } from '../../../build/setup.mjs';
import { type Peer, peer } from '../../peers.ts';
import { until } from '../../support/serve.ts';
import type { ScreenSpec } from './electron-double/chromium.ts';
import type { Control, WindowReport } from './electron-double/control.ts';

/** What the desktop host runs on: the real thing, or the double over a real Chromium. */
export type Runtime = 'electron' | 'double';

export const RUNTIMES: readonly { readonly runtime: Runtime; readonly skip: string | false }[] = [
  { runtime: 'double', skip: peer('chromium').skip },
  { runtime: 'electron', skip: electronSkip(peer('electron')) },
];

function electronSkip({ skip }: Peer): string | false {
  if (skip !== false) return `Electron's binary is not on this machine; the double stands in for it`;
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  return display === '' && process.platform === 'linux' ? 'no display for Electron' : false;
}

/** Small: without a GPU every pixel costs. */
export const LEFT: ScreenSpec = { label: 'Left', x: 0, y: 0, width: 960, height: 540, scale: 1 };
/** The same area of points with four times the pixels. */
export const RIGHT: ScreenSpec = { label: 'Right', x: 960, y: 0, width: 960, height: 540, scale: 2 };

/** Windows come one after the other, and other tests run beside them. */
const OPEN_WITHIN_MS = 150_000;

const REGISTER = new URL('./electron-double/register.mjs', import.meta.url).href;

export interface DesktopOptions {
  readonly runtime: Runtime;
  readonly screens?: readonly ScreenSpec[];
  readonly args?: readonly string[];
  /** Where state and display names live; a fresh folder without it. */
  readonly userData?: string;
  readonly hangMs?: number;
  /** Of the system. */
  readonly locale?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the node host that it joins. */
  readonly joined?: string;
  readonly cwd?: string;
}

/** The desktop host in a process of its own, its windows reached over the DevTools protocol. */
export class Desktop {
  readonly process: ChildProcess;
  readonly #browser: Browser;
  readonly #log: () => string;
  /** What the double told of the system's own: that sleep was blocked. */
  readonly told: readonly { readonly t: string; readonly type?: string }[];
  readonly #cleanUp: () => void;
  readonly #joined: string | undefined;
  #nextId = 1;

  private constructor(
    child: ChildProcess,
    browser: Browser,
    told: Desktop['told'],
    log: () => string,
    cleanUp: () => void,
    joined: string | undefined,
  ) {
    this.process = child;
    this.told = told;
    this.#browser = browser;
    this.#log = log;
    this.#cleanUp = cleanUp;
    this.#joined = joined;
  }

  static async start(options: DesktopOptions): Promise<Desktop> {
    await ensureRenderer(process.execPath);
    const folder = await ensureDesktop(process.execPath);
    const own =
      options.userData === undefined ? mkdtempSync(path.join(tmpdir(), 'vigil-desktop-')) : undefined;
    const userData = options.userData ?? own ?? '';
    const cleanUp = () => own !== undefined && rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    const main = path.join(folder, 'main.mjs');
    const child = launch(options, main, userData);
    let log = '';
    let endpoint = '';
    child.stderr?.on('data', (data: Buffer) => {
      log = (log + data.toString()).slice(-50_000);
      endpoint = /DevTools listening on (ws:\S+)/.exec(log)?.[1] ?? endpoint;
    });
    const told: { t: string; type?: string }[] = [];
    child.on('message', (message: { t: string; type?: string; endpoint?: string }) => {
      if (message.t === 'power-save-blocker') told.push(message);
      if (message.t === 'ready') endpoint = message.endpoint ?? '';
    });
    await until('a DevTools endpoint', () => {
      if (child.exitCode !== null) throw new Error(`The desktop host ended with ${child.exitCode}:\n${log}`);
      return endpoint !== '';
    });
    const browser = await chromium.connectOverCDP(endpoint);
    return new Desktop(child, browser, told, () => log, cleanUp, options.joined);
  }

  log(): string {
    return this.#log();
  }

  /** The pages of ours that are open now. */
  pages(): Page[] {
    const all = this.#browser.contexts().flatMap((context) => context.pages());
    const starts = ['app://vigil/', 'http://vigil.app.localhost/', ...(this.#joined ? [this.#joined] : [])];
    return all.filter((page) => starts.some((start) => page.url().startsWith(start)));
  }

  /** The supervisor's window. */
  async controlRoom(): Promise<Page> {
    let found: Page | undefined;
    await until('the control room', () => {
      found = this.pages().find((page) => new URL(page.url()).searchParams.has('view'));
      return found !== undefined;
    });
    if (!found) throw new Error('no control room');
    return found;
  }

  /** The window of a display, by what its name begins with. */
  async page(display: string): Promise<Page> {
    let found: Page | undefined;
    await until(
      `a window on ${display}`,
      () => {
        found = this.pages().find((page) => displayOf(page).startsWith(display));
        return found !== undefined;
      },
      OPEN_WITHIN_MS,
    );
    if (!found) throw new Error(`no window on ${display}`);
    return found;
  }

  async control(control: Control): Promise<unknown> {
    const id = this.#nextId++;
    const answered = new Promise<unknown>((resolve, reject) => {
      const take = (message: { t: string; id?: number; value?: unknown; error?: string }) => {
        if (message.id !== id) return;
        this.process.off('message', take);
        if (message.t === 'done') resolve(message.value);
        else reject(new Error(message.error));
      };
      this.process.on('message', take);
    });
    this.process.send({ id, ...control });
    return answered;
  }

  async windows(): Promise<readonly WindowReport[]> {
    return (await this.control({ do: 'windows' })) as WindowReport[];
  }

  /** Ends the process of a page, as a fault in it would. */
  async crash(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const gone = new Promise((resolve) => page.once('crash', resolve));
    // The answer never comes.
    session.send('Page.crash').catch(() => undefined);
    await gone;
  }

  /** SIGTERM, and the exit code. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    this.#cleanUp();
    return code;
  }

  /** However the test ends, nothing is left behind. */
  async end(): Promise<void> {
    const ended =
      this.process.exitCode === null && this.process.signalCode === null && once(this.process, 'exit');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 8_000);
    this.process.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
    await this.#browser.close().catch(() => undefined);
    this.#cleanUp();
  }
}

export function displayOf(page: Page): string {
  return new URL(page.url()).searchParams.get('display') ?? '';
}

/** A second start of the same installation: ends by itself. */
export function launch(options: DesktopOptions, main: string, userData: string): ChildProcess {
  const args = options.args ?? ['--demo'];
  if (options.runtime === 'electron') {
    const rootUser = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const own = ['--remote-debugging-port=0', `--user-data-dir=${userData}`];
    return spawn(peer('electron').path, [...rootUser, ...own, main, ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
  }
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', REGISTER, main, ...args],
    {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      env: {
        ...process.env,
        VIGIL_DOUBLE_USER_DATA: userData,
        // Where start at login is written on Linux: never the tester's own.
        XDG_CONFIG_HOME: userData,
        VIGIL_DOUBLE_SCREENS: JSON.stringify(options.screens ?? [LEFT]),
        ...(options.hangMs === undefined ? {} : { VIGIL_DOUBLE_HANG_MS: String(options.hangMs) }),
        ...(options.locale === undefined ? {} : { VIGIL_DOUBLE_LOCALE: options.locale }),
        ...options.env,
      },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    },
  );
}
