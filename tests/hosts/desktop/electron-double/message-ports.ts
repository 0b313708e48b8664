import { EventEmitter } from 'node:events';

/** Where messages go once the other end of a channel lives in a page. */
export interface Remote {
  post(data: unknown): void;
  close(): void;
}

/** Electron's MessagePortMain: queues until started, and says when the other end is gone. */
export class MessagePortMain extends EventEmitter {
  other: MessagePortMain | undefined;
  remote: Remote | undefined;
  #queue: unknown[] | undefined = [];
  #closed = false;

  postMessage(message: unknown): void {
    if (this.#closed) return;
    const target = this.other;
    if (target?.remote) target.remote.post(message);
    else target?.receive(structuredClone(message));
  }

  /** Moves this end into a page, with what has come in for it so far. */
  moveTo(remote: Remote): void {
    this.remote = remote;
    for (const data of this.#queue ?? []) remote.post(data);
    this.#queue = undefined;
  }

  receive(data: unknown): void {
    if (this.#queue) this.#queue.push(data);
    else this.emit('message', { data, ports: [] });
  }

  start(): void {
    const queued = this.#queue ?? [];
    this.#queue = undefined;
    for (const data of queued) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.remote?.close();
    this.other?.remote?.close();
    const other = this.other;
    setImmediate(() => other?.peerClosed());
  }

  /** The page that held the other end navigated, crashed or closed its port. */
  peerClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
