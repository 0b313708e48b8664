import { io } from 'socket.io-client';
import type { CallReply } from '#contract/api.ts';
import type { Directive } from '#contract/control.ts';
import { CALL_TIMEOUT_MS, CallFailure } from './calls.ts';
import type { Hello, Listeners, Transport } from './transport.ts';

/** A core that turned us away is asked again after this. */
const REFUSED_RETRY_MS = 3000;

export function socketTransport(display: string, token: string | undefined, listeners: Listeners): Transport {
  const socket = io('/wall', {
    transports: ['websocket'],
    auth: token === undefined ? { display } : { display, token },
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.5,
    timeout: 5000,
  });
  socket.on('hello', (hello: Hello) => listeners.hello(hello));
  socket.on('frame', (data: ArrayBuffer) => listeners.frame(new Uint8Array(data), performance.now()));
  socket.on('view', (key: string, data: ArrayBuffer) =>
    listeners.view(key, new Uint8Array(data), performance.now()),
  );
  socket.on('directive', (directive: Directive) => listeners.directive(directive));
  socket.on('disconnect', (reason) => {
    listeners.lost();
    // After these two Socket.IO leaves it to us; a wall never gives up.
    if (reason === 'io server disconnect' || reason === 'io client disconnect') {
      setTimeout(() => socket.connect(), REFUSED_RETRY_MS * (0.5 + Math.random()));
    }
  });
  socket.on('connect_error', (error) => {
    listeners.lost();
    // `active` says that Socket.IO itself will try again: the network failed. Otherwise the core said no.
    if (socket.active) return;
    listeners.refused(error.message);
    setTimeout(() => socket.connect(), REFUSED_RETRY_MS * (0.5 + Math.random()));
  });
  return {
    async call(name, input) {
      if (!socket.connected) throw new CallFailure({ code: 'internal', message: 'No link to the core' });
      try {
        return (await socket.timeout(CALL_TIMEOUT_MS).emitWithAck('call', name, input)) as CallReply;
      } catch {
        throw new CallFailure({ code: 'internal', message: 'The core did not answer' });
      }
    },
  };
}
