import { once } from 'node:events';
import { lstat, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { LineFraming } from './framing.ts';
import { PushSource, type PushOptions } from './push-source.ts';
import { serveStreams } from './stream-server.ts';

export interface EveSocketOptions extends PushOptions {
  readonly path: string;
  readonly maxLineBytes?: number;
}

const MAX_LINE_BYTES = 8 * 1024 * 1024;
const MAX_CONNECTIONS = 64;
const RECORD_MS = 60_000;

/** Suricata's `filetype: unix_stream`: the sensor connects to a socket that Vigil listens on. */
export class EveSocketSource extends PushSource {
  readonly kind = 'eve-socket';
  readonly #path: string;
  readonly #maxLineBytes: number;

  constructor({ path, maxLineBytes = MAX_LINE_BYTES, ...options }: EveSocketOptions) {
    super(options);
    this.#path = path;
    this.#maxLineBytes = maxLineBytes;
  }

  protected async serve(signal: AbortSignal): Promise<void> {
    await removeStale(this.#path);
    const server = createServer();
    server.listen(this.#path);
    await once(server, 'listening');
    this.backoff.reset();
    this.activity.up(`listening on ${this.#path}`);
    const options = {
      intake: this.intake,
      framing: () => new LineFraming(this.#maxLineBytes),
      maxConnections: MAX_CONNECTIONS,
      idleMs: 0,
      recordMs: RECORD_MS,
      onData: () => this.activity.data(),
      onConnections: (count: number) =>
        this.activity.up(`listening on ${this.#path}, ${count} sensors connected`),
    };
    await serveStreams(server, options, signal);
  }
}

/** Only what is a socket, and one that nobody listens on, was left by a process that is gone. */
async function removeStale(path: string): Promise<void> {
  let found;
  try {
    found = await lstat(path);
  } catch {
    return;
  }
  if (!found.isSocket()) throw new Error(`${path} is there already and is no socket`);
  const answer = await new Promise<string>((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve('');
    });
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : 'unknown'));
  });
  if (answer === '') throw new Error(`another process listens on ${path}`);
  if (answer !== 'ECONNREFUSED') throw new Error(`${path} can't be tried: ${answer}`);
  await unlink(path);
}
