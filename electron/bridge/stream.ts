import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import type { Identity, Role } from '#contract/api.ts';
import type { Engine } from '#core/engine.ts';
import { isNestedDeeper } from './nesting.ts';

export interface StreamOptions {
  authenticate(token: string | undefined): Identity | undefined;
}

const Handshake = z.object({
  token: z.string().max(512).optional(),
  since: z.number().int().min(0).optional(),
  epoch: z.string().max(64).optional(),
  numbers: z.boolean().optional(),
});

/** The stream has every tenant's raw events in it. */
const READERS: readonly Role[] = ['analyst', 'supervisor'];
const MAX_READERS = 16;
/** Socket.IO looks for bytes in an object with a call a level, and the stack has an end. */
const MAX_LEVELS = 500;
/** A reader that has not acknowledged by then is one that never does: it gets what its connection takes. */
const FIRST_ACK_MS = 2_000;

/**
 * `/stream`: the events of this Vigil for others. A batch is `(records, acknowledge)`; to who asks for numbers, as
 * another Vigil does, it is `(records, { seq, epoch, dropped }, acknowledge)`: see `core/sources/socketio.ts`.
 */
export function serveStream(
  namespace: Namespace,
  engine: Pick<Engine, 'relay'>,
  { authenticate }: StreamOptions,
): void {
  namespace.use((socket, next) => {
    const handshake = Handshake.safeParse(socket.handshake.auth);
    const who = handshake.success ? authenticate(handshake.data.token) : undefined;
    if (!handshake.success) next(new Error('bad handshake'));
    // A display's token shows what is on the glass, whatever its role.
    else if (!who || who.displays || !READERS.includes(who.role)) next(new Error('unauthorized'));
    else if (namespace.sockets.size >= MAX_READERS) next(new Error('too many readers'));
    else {
      socket.data = handshake.data;
      next();
    }
  });
  namespace.on('connection', (socket) => serveReader(socket, engine));
}

function serveReader(socket: Socket, engine: Pick<Engine, 'relay'>): void {
  const { since, epoch, numbers } = socket.data as z.infer<typeof Handshake>;
  const numbered = numbers === true || since !== undefined;
  let acknowledges: boolean | undefined;
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const subscription = engine.relay({
    since,
    epoch,
    send: ({ seq, records }, meta, taken) => {
      const head = numbered ? [{ seq, ...meta }] : [];
      socket.emit('events', records.map(parse), ...head, () => {
        acknowledges = true;
        waiting = [];
        taken();
      });
      if (acknowledges === true) return;
      if (acknowledges === false) {
        socket.conn.once('drain', taken);
        return;
      }
      waiting.push(taken);
      timer ??= setTimeout(() => {
        if (acknowledges === true) return;
        acknowledges = false;
        for (const take of waiting) take();
        waiting = [];
      }, FIRST_ACK_MS);
    },
  });
  socket.on('disconnect', () => {
    clearTimeout(timer);
    subscription.close();
  });
}

/** The pipeline has read it before: it is JSON. One that is nested without end goes as the line it is. */
function parse(record: string): unknown {
  return isNestedDeeper(record, MAX_LEVELS) ? record : (JSON.parse(record) as unknown);
}
