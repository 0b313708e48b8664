import type { CallReply } from '#contract/api.ts';
import type { Directive } from '#contract/control.ts';
import { CALL_TIMEOUT_MS, CallFailure } from './calls.ts';
import type { Hello, Listeners, Transport } from './transport.ts';

/** What the desktop host's preload exposes to every page in its windows. */
interface WindowBridge {
  /** Name of the machine. */
  readonly machine: string;
  /** The scene is on the glass. */
  drawn(): void;
  /** Asks for a fresh page in place of this one. */
  refresh(): void;
}

/** Of a core in the same process. The port comes by a window message, since contextBridge cannot carry one. */
export interface DesktopBridge extends WindowBridge {
  readonly host: 'desktop';
  requestPort(): void;
}

/** Of a core on the node host that the page came from: Socket.IO leads to it. */
export interface JoinedBridge extends WindowBridge {
  readonly host: 'joined';
}

type FromCore =
  | ({ t: 'hello' } & Hello)
  | { t: 'frame'; bytes: Uint8Array }
  | { t: 'view'; key: string; bytes: Uint8Array }
  | { t: 'directive'; directive: Directive }
  | { t: 'reply'; id: number; reply: CallReply };

/** Without a port or a frame for this long, ask for a new port: the core may have been restarted. */
const PORT_AGAIN_MS = 3000;

export function desktopTransport(bridge: DesktopBridge, listeners: Listeners): Transport {
  const waiting = new Map<number, (reply: CallReply) => void>();
  let port: MessagePort | undefined;
  let nextId = 1;
  let heardAt = performance.now();
  let lost = false;
  let taken = 0;

  /** A port never says that it is full: the core sends a window that hangs no more than a few frames. */
  function tellTaken(): void {
    port?.postMessage({ t: 'taken', count: ++taken });
  }

  function receive(message: FromCore): void {
    heardAt = performance.now();
    lost = false;
    switch (message.t) {
      case 'hello':
        listeners.hello(message);
        break;
      case 'frame':
        listeners.frame(message.bytes, heardAt);
        tellTaken();
        break;
      case 'view':
        listeners.view(message.key, message.bytes, heardAt);
        tellTaken();
        break;
      case 'directive':
        listeners.directive(message.directive);
        break;
      case 'reply':
        waiting.get(message.id)?.(message.reply);
        waiting.delete(message.id);
        break;
    }
  }

  window.addEventListener('message', (event) => {
    // Only our own window may hand us a port: its preload.
    if (event.source !== window || event.data !== 'vigil-port') return;
    const [offered] = event.ports;
    if (!offered) return;
    port?.close();
    port = offered;
    taken = 0;
    port.addEventListener('message', ({ data }: MessageEvent<FromCore>) => receive(data));
    port.start();
  });

  setInterval(() => {
    if (performance.now() - heardAt < PORT_AGAIN_MS) return;
    if (!lost) listeners.lost();
    lost = true;
    bridge.requestPort();
  }, PORT_AGAIN_MS / 2);
  bridge.requestPort();

  return {
    call(name, input) {
      return new Promise((resolve, reject) => {
        if (!port) {
          reject(new CallFailure({ code: 'internal', message: 'No link to the core' }));
          return;
        }
        const id = nextId++;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new CallFailure({ code: 'internal', message: 'The core did not answer' }));
        }, CALL_TIMEOUT_MS);
        waiting.set(id, (reply) => {
          clearTimeout(timer);
          resolve(reply);
        });
        port.postMessage({ t: 'call', id, name, input });
      });
    },
  };
}
