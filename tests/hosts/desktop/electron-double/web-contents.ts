import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Page, Request, Route } from 'playwright-core';
import type { MessagePortMain } from './message-ports.ts';
import { BINDING, mainWorldScript, preloadScript, WORLD } from './page-scripts.ts';
import { fromChromium, fulfil, toChromium } from './schemes.ts';
import { pack, unpack } from './wire.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly additionalArguments?: readonly string[];
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
}

type FromPage = { t: 'send'; channel: string; args: unknown[] } | { t: 'port'; port: number; data: unknown };

/** What of Electron's Input a test gives. */
export interface KeyInput {
  readonly key: string;
  readonly control?: boolean;
  readonly alt?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

interface CancelableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function cancelable(): CancelableEvent {
  let prevented = false;
  return {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault: () => {
      prevented = true;
    },
  };
}

export const ipcMain = new EventEmitter();

let nextId = 1;
let nextPort = 1;

/** Electron's WebContents over one page of a real Chromium. */
export class WebContents extends EventEmitter {
  readonly id = nextId++;
  readonly preferences: WebPreferences;
  readonly mainFrame = { url: '', origin: 'null' };
  readonly #newPage: () => Promise<Page>;
  readonly #ports = new Map<number, MessagePortMain>();
  #page: Promise<Page>;
  #cdp: CDPSession | undefined;
  #world: string | undefined;
  #expected = '';
  #crashed = false;
  #openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  constructor(preferences: WebPreferences, newPage: () => Promise<Page>) {
    super();
    this.preferences = preferences;
    this.#newPage = newPage;
    this.#page = this.#attach();
    this.#page.catch(() => undefined);
  }

  get page(): Promise<Page> {
    return this.#page;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    if (this.#crashed) {
      // A crashed page can't be driven any more: another takes its place.
      const old = await this.#page;
      this.#crashed = false;
      this.#page = this.#attach();
      old.close().catch(() => undefined);
    }
    const page = await this.#page;
    const target = toChromium(url);
    // As requests have it.
    this.#expected = target.replace(/#.*/, '');
    // Only what comes from a server has a status that matters.
    if (target === url && target.startsWith('http')) await this.#cdp?.send('Network.enable');
    try {
      await page.goto(target, { waitUntil: 'load' });
    } catch (error) {
      // A crash is told by itself.
      if (!this.#crashed && !page.isClosed()) {
        const [code, description] = failureOf(String(error));
        this.emit('did-fail-load', {}, code, description, url, true);
      }
      throw error;
    }
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const moved = transfer.map((port) => [nextPort++, port] as const);
    this.#deliver({ t: 'message', channel, args: [message], ports: moved.map(([id]) => id) });
    for (const [id, port] of moved) {
      this.#ports.set(id, port);
      port.moveTo({
        post: (data) => this.#deliver({ t: 'port', port: id, data }),
        close: () => this.#deliver({ t: 'port-close', port: id }),
      });
    }
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ t: 'message', channel, args, ports: [] });
  }

  setZoomLevel(): void {}

  /** A key as the system hands it over: the host first, then the page. */
  async key(input: KeyInput): Promise<void> {
    const event = cancelable();
    this.emit('before-input-event', event, {
      type: 'keyDown',
      control: false,
      alt: false,
      meta: false,
      shift: false,
      ...input,
    });
    this.emit('input-event', {}, { type: 'rawKeyDown' });
    if (event.defaultPrevented) return;
    const page = await this.#page;
    await page.keyboard.press(
      [
        input.control && 'Control',
        input.alt && 'Alt',
        input.meta && 'Meta',
        input.shift && 'Shift',
        input.key,
      ]
        .filter(Boolean)
        .join('+'),
    );
  }

  forcefullyCrashRenderer(): void {
    // The answer never comes.
    this.#cdp?.send('Page.crash').catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#releasePorts();
    const page = await this.#page;
    await page.close().catch(() => undefined);
    this.emit('destroyed');
  }

  /** Whether the page's preload world answers within this time. */
  async answers(withinMs: number): Promise<boolean> {
    if (this.#crashed || this.#world === undefined || !this.#cdp) return true;
    const asked = this.#cdp.send('Runtime.evaluate', { expression: '1', uniqueContextId: this.#world });
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), withinMs).unref());
    return Promise.race([
      asked.then(
        () => true,
        () => true,
      ),
      late,
    ]);
  }

  async #attach(): Promise<Page> {
    const page = await this.#newPage();
    const cdp = await page.context().newCDPSession(page);
    this.#cdp = cdp;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#world = context.uniqueId;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#world = undefined;
      this.#releasePorts();
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) this.#receive(unpack(payload) as FromPage);
    });
    let status = -1;
    cdp.on('Network.responseReceived', ({ type, response }) => {
      if (type === 'Document') status = response.status;
    });
    cdp.on('Page.frameNavigated', ({ frame: { parentId, url } }) => {
      if (parentId === undefined) this.emit('did-navigate', {}, fromChromium(url), status, '');
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      this.mainFrame.url = fromChromium(frame.url());
      // `URL` gives schemes it doesn't know no origin.
      this.mainFrame.origin = /^[a-z]+:\/\/[^/?#]+/.exec(this.mainFrame.url)?.[0] ?? 'null';
    });
    page.on('popup', (popup) => {
      if (this.#openHandler({ url: popup.url() }).action === 'deny') popup.close().catch(() => undefined);
    });
    page.on('crash', () => {
      this.#crashed = true;
      this.#world = undefined;
      this.#releasePorts();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript });
    const { preload, additionalArguments = [] } = this.preferences;
    if (preload !== undefined) {
      const source = preloadScript(readFileSync(preload, 'utf8'), additionalArguments);
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD });
    }
    await page.route('**/*', (route) => this.#route(page, route));
    return page;
  }

  async #route(page: Page, route: Route): Promise<void> {
    const request = route.request();
    if (isMainNavigation(page, request) && request.url() !== this.#expected) {
      const event = cancelable();
      this.emit('will-navigate', event, fromChromium(request.url()));
      if (event.defaultPrevented) {
        await route.abort('aborted');
        return;
      }
    }
    if (isMainNavigation(page, request)) this.#expected = '';
    await fulfil(route);
  }

  #receive(message: FromPage): void {
    if (message.t === 'port') {
      this.#ports.get(message.port)?.other?.receive(message.data);
      return;
    }
    const event = { sender: this, senderFrame: this.mainFrame, ports: [] };
    ipcMain.emit(message.channel, event, ...message.args);
  }

  #deliver(message: unknown): void {
    const world = this.#world;
    if (world === undefined || this.#crashed) return;
    const text = JSON.stringify(pack(message));
    this.#cdp
      ?.send('Runtime.evaluate', { expression: `__electronDeliver(${text})`, uniqueContextId: world })
      .catch(() => undefined);
  }

  #releasePorts(): void {
    for (const port of this.#ports.values()) {
      port.remote = undefined;
      port.other?.peerClosed();
    }
    this.#ports.clear();
  }
}

/** Chromium's code and name for it; -3 for a load that another one replaced. */
function failureOf(error: string): readonly [number, string] {
  if (/interrupted by another|ERR_ABORTED/.test(error)) return [-3, 'ERR_ABORTED'];
  return [-2, /net::(ERR_\w+)/.exec(error)?.[1] ?? error];
}

function isMainNavigation(page: Page, request: Request): boolean {
  return request.isNavigationRequest() && request.frame() === page.mainFrame();
}
