import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { PushSource, type PushOptions } from './push-source.ts';
import { serveStreams } from './stream-server.ts';
import { KernelDrops } from './syslog/kernel-drops.ts';
import { SyslogFraming, textOf } from './syslog/syslog-framing.ts';

export interface SyslogOptions extends PushOptions {
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  readonly port: number;
  /** PEM texts; with `ca`, only senders whose certificate it signed are heard. */
  readonly tls?:
    | { readonly key: string; readonly cert: string; readonly ca?: string | undefined }
    | undefined;
  readonly maxMessageBytes?: number;
  readonly maxConnections?: number;
  readonly idleSeconds?: number;
}

const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 1_000;
const IDLE_SECONDS = 3_600;
const RECORD_MS = 30_000;
/** As much as the system gives (`net.core.rmem_max`); bursts wait here while the core is busy with a frame. */
const RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;
const KERNEL_DROPS_EVERY_MS = 2_000;

/** Syslog over UDP (RFC 5426), TCP (RFC 6587) and TLS (RFC 5425). A message goes on whole, header and all. */
export class SyslogSource extends PushSource {
  readonly kind = 'syslog';
  /** The port it listens on, once it does. */
  port = 0;
  readonly #options: SyslogOptions;

  constructor(options: SyslogOptions) {
    super(options);
    this.#options = options;
  }

  protected serve(signal: AbortSignal): Promise<void> {
    return this.#options.transport === 'udp' ? this.#serveUdp(signal) : this.#serveStreams(signal);
  }

  async #serveUdp(signal: AbortSignal): Promise<void> {
    const { host, port, maxMessageBytes = MAX_MESSAGE_BYTES } = this.#options;
    const socket = createSocket({
      type: isIPv6(host) ? 'udp6' : 'udp4',
      recvBufferSize: RECEIVE_BUFFER_BYTES,
    });
    let lost: KernelDrops | undefined;
    const countLost = async (): Promise<void> => {
      const count = (await lost?.take()) ?? 0;
      if (count > 0) this.intake.dropped('receive buffer full', count);
    };
    const timer = setInterval(() => void countLost(), KERNEL_DROPS_EVERY_MS);
    try {
      socket.bind(port, host);
      await once(socket, 'listening');
      const bound = socket.address();
      lost = new KernelDrops(bound.address, bound.port);
      this.#listening(bound.port, `, receive buffer ${Math.round(socket.getRecvBufferSize() / 1024)} KiB`);
      socket.on('message', (message) => {
        this.activity.data();
        const text = textOf(message);
        if (message.length > maxMessageBytes) {
          this.intake.damaged(`message of ${message.length} bytes is too long`, text.slice(0, 2_048));
        } else if (text !== '') this.intake.push([text]);
      });
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
    } finally {
      clearInterval(timer);
      await countLost();
      socket.close();
    }
  }

  async #serveStreams(signal: AbortSignal): Promise<void> {
    const { host, port, maxMessageBytes = MAX_MESSAGE_BYTES } = this.#options;
    const server = this.#createServer();
    server.listen(port, host);
    await once(server, 'listening');
    const address = server.address();
    this.#listening(typeof address === 'object' && address !== null ? address.port : port);
    const options = {
      intake: this.intake,
      framing: () => new SyslogFraming(maxMessageBytes),
      maxConnections: this.#options.maxConnections ?? MAX_CONNECTIONS,
      idleMs: (this.#options.idleSeconds ?? IDLE_SECONDS) * 1000,
      recordMs: RECORD_MS,
      onData: () => this.activity.data(),
      onConnections: (count: number) => this.activity.up(`${this.#place()}, ${count} connections`),
    };
    await serveStreams(server, options, signal);
  }

  #createServer(): Server {
    const { tls } = this.#options;
    if (this.#options.transport === 'tcp' || tls === undefined) return createServer();
    const { key, cert, ca } = tls;
    return createTlsServer({
      key,
      cert,
      minVersion: 'TLSv1.2',
      handshakeTimeout: 10_000,
      ...(ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true }),
    });
  }

  #listening(port: number, note = ''): void {
    this.port = port;
    this.backoff.reset();
    this.activity.up(`${this.#place()}${note}`);
  }

  #place(): string {
    return `listening on ${this.#options.transport} ${this.#options.host}:${this.port}`;
  }
}
