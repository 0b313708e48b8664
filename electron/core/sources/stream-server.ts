import type { Server, Socket } from 'node:net';
import type { Intake } from '#core/base/intake.ts';
import type { Framed, Framing } from './framing.ts';

export interface StreamServerOptions {
  readonly intake: Intake;
  readonly framing: () => Framing;
  readonly maxConnections: number;
  /** Without a byte for so long, a connection is closed; 0 never. */
  readonly idleMs: number;
  /** A record that is not whole after so long is given up with its connection. */
  readonly recordMs: number;
  onData(): void;
  onConnections(count: number): void;
}

const SWEEP_MS = 1_000;

/**
 * Reads every connection of a listening server into the intake, and stops reading while that is ahead: the peer's
 * sends wait then.
 * @returns resolves at abort, rejects when the server fails
 */
export async function serveStreams(
  server: Server,
  options: StreamServerOptions,
  signal: AbortSignal,
): Promise<void> {
  const connections = new Map<Socket, Connection>();
  server.maxConnections = options.maxConnections;
  const accept = (socket: Socket) => {
    const connection = new Connection(socket, options);
    connections.set(socket, connection);
    socket.once('close', () => {
      connections.delete(socket);
      options.onConnections(connections.size);
    });
    options.onConnections(connections.size);
  };
  // A TLS server's own event comes when the handshake is done.
  server.on('secureConnection', accept);
  if (!('setSecureContext' in server)) server.on('connection', accept);
  server.on('tlsClientError', (error: Error) => options.intake.damaged(`TLS: ${error.message}`, ''));
  server.on('drop', () => options.intake.dropped('too many connections'));
  const sweep = setInterval(() => {
    for (const connection of connections.values()) connection.checkAge(options.recordMs);
  }, SWEEP_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    clearInterval(sweep);
    server.close();
    for (const [socket, connection] of connections) {
      connection.finish();
      socket.destroy();
    }
  }
}

class Connection {
  readonly #socket: Socket;
  readonly #intake: Intake;
  readonly #framing: Framing;
  #unfinishedSince = Infinity;
  #ended = false;

  constructor(socket: Socket, { intake, framing, idleMs, onData }: StreamServerOptions) {
    this.#socket = socket;
    this.#intake = intake;
    this.#framing = framing();
    if (idleMs > 0) socket.setTimeout(idleMs, () => this.#giveUp('the connection was silent too long'));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      onData();
      this.#take(this.#framing.push(chunk));
      if (this.#framing.pendingBytes === 0) this.#unfinishedSince = Infinity;
      else if (this.#unfinishedSince === Infinity) this.#unfinishedSince = performance.now();
      if (!intake.ahead) return;
      socket.pause();
      intake.whenRoom(() => socket.resume());
    });
    socket.on('end', () => this.finish());
    socket.on('close', () => this.finish());
  }

  /** What is unfinished will not be finished. */
  finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#take(this.#framing.end());
  }

  checkAge(limitMs: number): void {
    if (this.#socket.isPaused() || performance.now() - this.#unfinishedSince < limitMs) return;
    this.#giveUp('a record was not finished in time');
  }

  #giveUp(reason: string): void {
    if (this.#framing.pendingBytes > 0) this.#intake.damaged(reason, '');
    this.#ended = true;
    this.#socket.destroy();
  }

  #take({ records, damaged, broken }: Framed): void {
    if (records.length > 0) this.#intake.push(records);
    for (const { reason, sample } of damaged) this.#intake.damaged(reason, sample);
    if (broken !== true) return;
    this.#ended = true;
    this.#socket.destroy();
  }
}
