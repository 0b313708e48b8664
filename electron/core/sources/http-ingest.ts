import { createHash, timingSafeEqual } from 'node:crypto';
import type { IngestPoint } from '#core/base/ingest.ts';
import type { Settlement } from '#core/base/intake.ts';
import { LineFraming } from './framing.ts';
import { PushSource, type PushOptions } from './push-source.ts';

export interface HttpIngestOptions extends PushOptions {
  readonly token: string;
  readonly maxBytes?: number;
}

const MAX_BYTES = 8 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** `POST /ingest/<name>` on the node host: lines, or one JSON array. */
export class HttpIngestSource extends PushSource implements IngestPoint {
  readonly kind = 'http';
  readonly maxBytes: number;
  readonly #digest: Buffer;
  #running = false;

  constructor({ token, maxBytes = MAX_BYTES, ...options }: HttpIngestOptions) {
    super(options);
    this.maxBytes = maxBytes;
    this.#digest = digest(token);
  }

  get full(): boolean {
    return !this.#running || this.intake.full;
  }

  authorised(token: string | undefined): boolean {
    return timingSafeEqual(digest(token ?? ''), this.#digest);
  }

  take(body: Uint8Array): Promise<{ readonly records: number } & Settlement> {
    this.activity.data();
    const { records, malformed } = recordsOf(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
    for (const sample of malformed) this.intake.damaged('no object', sample);
    return new Promise((resolve) => {
      this.intake.push(records, {
        settle: (settlement) =>
          resolve({
            records: records.length + malformed.length,
            malformed: settlement.malformed + malformed.length,
            dropped: settlement.dropped,
          }),
      });
    });
  }

  protected async serve(signal: AbortSignal): Promise<void> {
    this.activity.up(`POST /ingest/${this.name}`);
    this.#running = true;
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#running = false;
  }
}

/** What begins with `[` and is JSON is an array of records; anything else is lines. */
function recordsOf(bytes: Buffer): { records: string[]; malformed: string[] } {
  const body = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  let start = 0;
  while (start < body.length && isSpace(body[start] ?? 0)) start++;
  if (body[start] === 91) {
    try {
      const parsed: unknown = JSON.parse(body.toString('utf8', start));
      if (Array.isArray(parsed)) return elementsOf(parsed);
    } catch {
      // Apache's error log begins so too.
    }
  }
  // The newline that a lone line lacks must still have room.
  const lines = new LineFraming(body.length + 1);
  const { records } = lines.push(body);
  if (lines.pendingBytes > 0) records.push(...lines.push(Buffer.from('\n')).records);
  return { records: records.filter((line) => line.trim() !== ''), malformed: [] };
}

function elementsOf(parsed: readonly unknown[]): { records: string[]; malformed: string[] } {
  const records: string[] = [];
  const malformed: string[] = [];
  for (const element of parsed) {
    if (typeof element === 'string') records.push(element);
    else if (typeof element !== 'object' || element === null) malformed.push(String(element));
    else {
      const text = jsonOf(element);
      if (text === undefined) malformed.push('(record that is nested too deep)');
      else records.push(text);
    }
  }
  return { records, malformed };
}

/** Undefined for what is nested deeper than the stack is. */
function jsonOf(element: object): string | undefined {
  try {
    return JSON.stringify(element);
  } catch {
    return undefined;
  }
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
