import { Manager, type Socket } from 'socket.io-client';
import { PushSource, type PushOptions } from './push-source.ts';
import { numberOf, readHubPosition, type HubPosition } from './socketio/hub-position.ts';

export interface SocketIoOptions extends PushOptions {
  readonly url: string;
  readonly namespace?: string;
  readonly token?: string | undefined;
  /** PEM text; for a hub whose certificate no public authority signed. */
  readonly ca?: string | undefined;
}

const CONNECT_MS = 10_000;
/** A longer array is a mistake: it would hold up the core. */
const MAX_BATCH = 50_000;

/**
 * Client of a hub's event stream.
 *
 * The hub's side of the protocol, as `bridge/stream.ts` speaks it:
 * - namespace `/stream`, handshake `auth: { token, numbers, since, epoch }`; `numbers: true` asks for the second
 *   argument below; `since` is the number of the last batch whose effects are stored, absent the first time;
 * - event `events`, arguments `(records, { seq, epoch, dropped }?, acknowledge?)`: `records` is an array of objects
 *   (or of lines, as text), `seq` grows by one, `dropped` counts records that this reader was too slow for just
 *   before this batch;
 * - `epoch` names one life of the hub: with a new one the numbers begin anew;
 * - a batch is acknowledged once it is through the pipeline; a hub that counts what is not acknowledged is slowed;
 * - a hub asked for `since` sends again what it still has after it. What comes twice is acknowledged and left out,
 *   which also covers Socket.IO's own connection state recovery; what is missing in the numbers is counted as lost.
 * A hub that numbers nothing is read all the same, only that a break may lose what it does not keep.
 */
export class SocketIoSource extends PushSource {
  readonly kind = 'socketio';
  readonly #options: SocketIoOptions;
  readonly #namespace: string;
  /** Received; what is stored lags behind it. */
  #last: HubPosition | undefined;
  #socket: Socket | undefined;
  #fresh = false;

  constructor(options: SocketIoOptions) {
    super(options);
    this.#options = options;
    this.#namespace = options.namespace ?? '/stream';
  }

  protected override resume(position: unknown): void {
    super.resume(position);
    this.#last = readHubPosition(position);
  }

  /** One socket for all lives: with it Socket.IO remembers what its state recovery needs. */
  protected async serve(signal: AbortSignal): Promise<void> {
    const socket = (this.#socket ??= this.#createSocket());
    this.activity.connecting(`connecting to ${this.#options.url}`);
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (why: string) => reject(new Error(why));
        socket.on('connect_error', (error) => fail(`${this.#options.url}: ${error.message}`));
        socket.on('disconnect', (reason) => fail(`${this.#options.url}: ${reason}`));
        socket.on('connect', () => {
          this.#fresh = true;
          this.backoff.reset();
          this.activity.up(`connected to ${this.#options.url}`);
        });
        socket.on('events', (...args: unknown[]) => this.#receive(args));
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
        socket.connect();
      });
    } finally {
      socket.off();
      socket.disconnect();
    }
  }

  #createSocket(): Socket {
    const { url, ca, token } = this.#options;
    const manager = new Manager(url, {
      autoConnect: false,
      // The waits are ours, the same for every source.
      reconnection: false,
      timeout: CONNECT_MS,
      transports: ['websocket'],
      ...(ca === undefined ? {} : { ca }),
    });
    return manager.socket(this.#namespace, {
      auth: (give) => {
        const { seq, epoch } = this.#last ?? {};
        give({
          ...(token === undefined ? {} : { token }),
          numbers: true,
          ...(seq === undefined ? {} : { since: seq }),
          ...(epoch === undefined ? {} : { epoch }),
        });
      },
    });
  }

  #receive(args: readonly unknown[]): void {
    const [payload, meta] = args;
    const last = args[args.length - 1];
    const acknowledge =
      typeof last === 'function' ? () => void Reflect.apply(last, undefined, []) : undefined;
    this.activity.data();
    const number = numberOf(meta);
    if (number !== undefined && !this.#isNext(number)) {
      acknowledge?.();
      return;
    }
    if (number !== undefined) this.#last = number;
    const records = Array.isArray(payload) && payload.length <= MAX_BATCH ? payload.flatMap(toLine) : [];
    if (!Array.isArray(payload)) this.intake.damaged('a batch that is no array', toLine(payload)[0] ?? '');
    else if (payload.length > MAX_BATCH) this.intake.dropped('batch too long', payload.length);
    this.intake.push(records, {
      position: number && { seq: number.seq, epoch: number.epoch },
      settle: () => acknowledge?.(),
    });
  }

  /** False for what was received before. Counts what is missing. */
  #isNext({ seq, epoch, dropped }: HubPosition & { readonly dropped: number }): boolean {
    const last = this.#last;
    const fresh = this.#fresh;
    this.#fresh = false;
    const sameLife =
      last !== undefined && last.epoch === epoch && !(fresh && epoch === undefined && seq <= 1);
    if (sameLife && seq <= last.seq) return false;
    if (dropped > 0) this.intake.dropped('hub', dropped);
    // Of a gap only the batches are known, unless the hub said how many records they had.
    else if (sameLife && seq > last.seq + 1) this.intake.dropped('batch missing', seq - last.seq - 1);
    return true;
  }
}

/** JSON of what came parsed; text is a line already. */
function toLine(record: unknown): string[] {
  if (typeof record === 'string') return record === '' ? [] : [record];
  try {
    const text: unknown = JSON.stringify(record);
    return typeof text === 'string' ? [text] : [];
  } catch {
    // Nested deeper than the stack is.
    return ['(record that is nested too deep)'];
  }
}
