import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type CDPSession, chromium } from 'playwright-core';
import { UNUSED_FEATURES } from '../../../../build/browsers.mjs';
import { peer } from '../../../peers.ts';

export interface ScreenSpec {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Screens that the double starts with: VIGIL_DOUBLE_SCREENS, as JSON. */
export function initialScreens(): readonly ScreenSpec[] {
  const given = process.env['VIGIL_DOUBLE_SCREENS'];
  if (given !== undefined) return JSON.parse(given) as ScreenSpec[];
  return [{ label: 'Test', x: 0, y: 0, width: 1920, height: 1080, scale: 1 }];
}

/** A real Chromium, headless, with as many screens as asked for. */
export class RealChromium {
  readonly endpoint: string;
  readonly context: BrowserContext;
  readonly cdp: CDPSession;
  readonly #browser: Browser;
  readonly #process: ChildProcess;
  readonly #profile: string;

  private constructor(
    endpoint: string,
    browser: Browser,
    cdp: CDPSession,
    child: ChildProcess,
    profile: string,
  ) {
    this.endpoint = endpoint;
    this.#browser = browser;
    this.cdp = cdp;
    this.#process = child;
    this.#profile = profile;
    const [context] = browser.contexts();
    if (!context) throw new Error('Chromium has no default context');
    this.context = context;
  }

  static async start(switches: readonly string[]): Promise<RealChromium> {
    const profile = mkdtempSync(path.join(tmpdir(), 'vigil-double-'));
    // Chromium wants pixels here and gives points back.
    const screens = initialScreens()
      .map(
        (s) =>
          `{${s.x},${s.y} ${s.width * s.scale}x${s.height * s.scale} devicePixelRatio=${s.scale} label=${s.label}}`,
      )
      .join('');
    const child = spawn(
      peer('chromium').path,
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
        `--disable-features=${UNUSED_FEATURES.join()}`,
        '--mute-audio',
        '--force-prefers-reduced-motion',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        `--screen-info=${screens}`,
        ...switches,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const endpoint = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stderr.on('data', (data: Buffer) => {
        text += data.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}:\n${text.slice(-2000)}`)));
    });
    const browser = await chromium.connectOverCDP(endpoint);
    return new RealChromium(endpoint, browser, await browser.newBrowserCDPSession(), child, profile);
  }

  async stop(): Promise<void> {
    const ended = this.#process.exitCode === null ? once(this.#process, 'exit') : undefined;
    await this.#browser.close().catch(() => undefined);
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** However this process ends, no browser is left behind. */
  killNow(): void {
    this.#process.kill('SIGKILL');
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
