import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Server as SocketServer, type Socket } from 'socket.io';
import type { CallReply, Role } from '#contract/api.ts';
import {
  encodeFrame,
  FRAME_VERSION,
  type Frame,
  NO_ARCS,
  NO_RATE,
  RATE_SPAN_SECONDS,
} from '#contract/frame.ts';
import type { Scene } from '#contract/layout.ts';
import { viewKey, ViewQuery } from '#contract/view.ts';
import type { Changes } from '#contract/wall.ts';
import { OVERVIEW } from '#core/layouts/overview.ts';
import { arcs, busyChanges, flows, rateColumns } from './synthetic.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** As the hosts send it. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; media-src 'self' blob: data:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

export interface FakeCoreOptions {
  /** Folder of the built page. */
  readonly page: string;
  readonly port?: number;
  readonly role?: Role;
  readonly scene?: Scene;
  readonly build?: string;
  readonly changes?: (now: number) => Changes;
  /** Arcs a frame; 0 for a still map. */
  readonly arcs?: number;
  /** Rate history and flows in snapshots; off for a core that never saw an event. */
  readonly history?: boolean;
  /** Off for a core that has nothing to tell a newcomer yet. */
  readonly greets?: boolean;
}

interface Call {
  readonly name: string;
  readonly input: unknown;
}

/** The built page and a core that says what a test wants it to: real HTTP, real Socket.IO, made-up frames. */
export class FakeCore {
  readonly calls: Call[] = [];
  /** What snapshots hold; tests replace it and call `tell`. */
  changes: Changes;
  /** Answers calls other than scene.get; undefined means an empty success. */
  answer: (call: Call) => CallReply | undefined = () => undefined;
  readonly #options: FakeCoreOptions;
  readonly #generation = Math.floor(Math.random() * 2 ** 32);
  #sequence = 0;
  #server: Server | undefined;
  #sockets: SocketServer | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  port = 0;

  constructor(options: FakeCoreOptions) {
    this.#options = options;
    this.changes = (options.changes ?? busyChanges)(Date.now());
  }

  static async start(options: FakeCoreOptions): Promise<FakeCore> {
    const core = new FakeCore(options);
    await core.listen(options.port ?? 0);
    return core;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  async listen(port = this.port): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    const sockets = new SocketServer(server, { serveClient: false, transports: ['websocket'] });
    sockets.of('/wall').on('connection', (socket) => this.#greet(socket));
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#sockets = sockets;
  }

  /** As a killed core: the port is closed and every connection cut. The same object can listen again. */
  async close(): Promise<void> {
    this.silence();
    await this.#sockets?.close();
    this.#server?.closeAllConnections();
  }

  /** 20 frames a second, status and the present second's rate among them. */
  run(): void {
    this.silence();
    this.#timer = setInterval(() => {
      const now = Date.now();
      const second = Math.floor(now / 1000);
      const lively = this.#options.history ?? true;
      if (this.changes.status && lively) this.changes.status = { ...this.changes.status, lastEventAt: now };
      this.send({
        rate: lively ? rateColumns(second, second) : NO_RATE,
        arcs: arcs(this.#sequence, this.#options.arcs ?? 0),
        changes: this.changes.status ? { status: this.changes.status } : {},
      });
    }, 50);
  }

  silence(): void {
    clearInterval(this.#timer);
  }

  /** Changes the world and tells every page. */
  tell(changes: Changes): void {
    this.changes = { ...this.changes, ...changes };
    this.send({ changes });
  }

  /** As if frames had been lost on the way. */
  skip(frames: number): void {
    this.#sequence += frames;
  }

  send(part: Partial<Frame>): void {
    this.#sequence++;
    this.#sockets?.of('/wall').emit('frame', this.#encode(part));
  }

  snapshot(socket: Pick<Socket, 'emit'>): void {
    socket.emit('frame', this.#whole());
  }

  #whole(): Buffer {
    const second = Math.floor(Date.now() / 1000);
    const history = this.#options.history ?? true;
    return this.#encode({
      snapshot: true,
      rate: history ? rateColumns(second - RATE_SPAN_SECONDS + 1, second) : NO_RATE,
      flows: history ? flows() : undefined,
      changes: this.changes,
    });
  }

  #encode(part: Partial<Frame>): Buffer {
    const frame: Frame = {
      snapshot: false,
      sequence: this.#sequence,
      generation: this.#generation,
      time: Date.now(),
      rate: NO_RATE,
      flows: undefined,
      arcs: NO_ARCS,
      arcsSeen: part.arcs?.source.length ?? 0,
      changes: {},
      ...part,
    };
    return Buffer.from(encodeFrame(frame));
  }

  #greet(socket: Socket): void {
    socket.emit('hello', {
      build: this.#options.build ?? '',
      frameVersion: FRAME_VERSION,
      role: this.#options.role ?? 'supervisor',
    });
    if (this.#options.greets ?? true) this.snapshot(socket);
    socket.on('call', (name: string, input: unknown, reply: (reply: CallReply) => void) => {
      const call = { name, input };
      this.calls.push(call);
      if (name === 'frames.resync') this.snapshot(socket);
      if (name === 'scene.get') reply({ ok: true, value: this.#options.scene ?? OVERVIEW });
      else if (name === 'view.watch') {
        // It counts nothing: every view is of everything.
        const key = viewKey(ViewQuery.parse(input));
        reply({ ok: true, value: { key, since: 0 } });
        socket.emit('view', key, this.#whole());
      } else reply(this.answer(call) ?? { ok: true, value: {} });
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const file = path === '/' ? 'index.html' : path.slice(1);
    try {
      const body = await readFile(join(this.#options.page, file));
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}
