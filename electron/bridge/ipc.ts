import { z } from 'zod';
import type { Caller } from '#contract/api.ts';
import { FRAME_VERSION } from '#contract/frame.ts';
import type { Engine } from '#core/engine.ts';
import { dispatch } from './serve.ts';

/** The shape of Electron's MessagePortMain: anything like it will do. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export interface IpcOptions {
  readonly build: string;
  readonly display: string;
  report(error: unknown): void;
}

const Incoming = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.number(), name: z.string(), input: z.unknown() }),
  /** The page has taken this many frames: a window that hangs is sent no more than a few. */
  z.object({ t: z.literal('taken'), count: z.number() }),
]);

/** Frames in flight to one window, views' too, from which a tick sends none; a port never says that it is full. */
const MAX_IN_FLIGHT = 4;

/** Serves the contract to one window over a message port. @returns ends it */
export function serveIpc(engine: Engine, port: PortLike, caller: Caller, options: IpcOptions): () => void {
  let sent = 0;
  let taken = 0;
  const subscription = engine.subscribe({
    client: caller.client,
    display: options.display,
    ready: () => sent - taken < MAX_IN_FLIGHT,
    frame: (bytes) => {
      sent++;
      port.postMessage({ t: 'frame', bytes });
    },
    view: (key, bytes) => {
      sent++;
      port.postMessage({ t: 'view', key, bytes });
    },
    directive: (directive) => port.postMessage({ t: 'directive', directive }),
  });
  const close = () => subscription.close();
  port.on('message', ({ data }) => {
    const message = Incoming.safeParse(data);
    if (!message.success) return;
    if (message.data.t === 'taken') {
      taken = Math.max(taken, Math.min(message.data.count, sent));
      return;
    }
    const { id, name, input } = message.data;
    dispatch(engine, caller, name, input, options.report).then(
      (reply) => port.postMessage({ t: 'reply', id, reply }),
      (error: unknown) => options.report(error),
    );
  });
  port.on('close', close);
  port.postMessage({ t: 'hello', build: options.build, frameVersion: FRAME_VERSION, role: caller.role });
  port.start();
  return () => {
    close();
    port.close();
  };
}
