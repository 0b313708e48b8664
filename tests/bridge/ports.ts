import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { PortLike } from '#bridge/ipc.ts';

/** Node's port in the shape of Electron's MessagePortMain: the message comes as `event.data`. */
export function portLike(port: MessagePort): PortLike {
  return {
    postMessage: (message) => port.postMessage(message),
    on(event: 'message' | 'close', listener: ((event: { data: unknown }) => void) | (() => void)) {
      if (event === 'close') port.on('close', listener as () => void);
      else port.on('message', (data: unknown) => listener({ data }));
    },
    start: () => port.start(),
    close: () => port.close(),
  };
}

export function channel(): { core: PortLike; page: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  return { core: portLike(port1), page: port2 };
}
