import { randomUUID } from 'node:crypto';
import type { Namespace } from 'socket.io';
import { z } from 'zod';
import type { Identity } from '#contract/api.ts';
import { FRAME_VERSION } from '#contract/frame.ts';
import type { Engine } from '#core/engine.ts';
import { dispatch } from './serve.ts';

export interface SocketOptions {
  /** Names the page's build, so that a page of an older one reloads itself. */
  readonly build: string;
  /** Who a connection is, by its token; undefined refuses it. */
  authenticate(token: string | undefined): Identity | undefined;
  report(error: unknown): void;
}

const Handshake = z.object({
  /** Empty for a page that is no display: a supervisor's. */
  display: z.string().max(64).default('main'),
  /** As long as the config takes. */
  token: z.string().max(512).optional(),
});

/** Calls a second from one display beyond which they are refused: a wall needs a handful. */
const MAX_CALLS_PER_SECOND = 50;

/** Serves the contract to displays over Socket.IO: `hello`, `frame` and `view` out, `call` with an acknowledgement in. */
export function serveSocketIo(namespace: Namespace, engine: Engine, options: SocketOptions): void {
  namespace.use((socket, next) => {
    const handshake = Handshake.safeParse(socket.handshake.auth);
    const who = handshake.success ? options.authenticate(handshake.data.token) : undefined;
    if (!handshake.success || !who) {
      next(new Error(handshake.success ? 'unauthorized' : 'bad handshake'));
      return;
    }
    const { display } = handshake.data;
    if (who.displays && !who.displays.includes(display)) {
      next(new Error(`this token is for ${who.displays.join(', ')} alone`));
      return;
    }
    socket.data = { who, display };
    next();
  });
  namespace.on('connection', (socket) => {
    const { who, display } = socket.data as { who: Identity; display: string };
    const caller = { ...who, client: randomUUID() };
    socket.emit('hello', { build: options.build, frameVersion: FRAME_VERSION, role: who.role });
    const subscription = engine.subscribe({
      client: caller.client,
      display,
      // What the socket has not taken yet would arrive late and in a heap: a snapshot later is better.
      ready: () => socket.connected && socket.conn.transport.writable,
      frame: (bytes) => {
        socket.emit('frame', bytes);
      },
      view: (key, bytes) => {
        socket.emit('view', key, bytes);
      },
      directive: (directive) => {
        socket.emit('directive', directive);
      },
    });
    let second = 0;
    let calls = 0;
    socket.on('call', (call: unknown, input: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== 'function') return;
      const now = Math.floor(Date.now() / 1000);
      calls = now === second ? calls + 1 : 1;
      second = now;
      if (calls > MAX_CALLS_PER_SECOND) {
        acknowledge({ ok: false, error: { code: 'bad-input', message: 'Too many calls a second' } });
        return;
      }
      dispatch(engine, caller, call, input, options.report).then(
        (reply) => acknowledge(reply),
        (error: unknown) => options.report(error),
      );
    });
    socket.on('disconnect', () => subscription.close());
  });
}
