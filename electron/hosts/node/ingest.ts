import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import type { IngestPoint } from '#core/base/ingest.ts';

export interface IngestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
}

/** Bodies in memory at one time. */
const MAX_REQUESTS = 32;
const BODY_MS = 30_000;
const RETRY_SECONDS = 1;

/** `POST /ingest/<name>`: into a source, and the answer is what became of it. */
export class IngestRoute {
  readonly #points: ReadonlyMap<string, IngestPoint>;
  readonly #bodyMs: number;
  #requests = 0;

  /** @param bodyMs the longest that a body may take */
  constructor(points: ReadonlyMap<string, IngestPoint>, bodyMs = BODY_MS) {
    this.#points = points;
    this.#bodyMs = bodyMs;
  }

  /** @param path the part after `/ingest/` */
  async answer(path: string, token: string | undefined, request: IncomingMessage): Promise<IngestAnswer> {
    const point = this.#points.get(path);
    if (point === undefined) return refusal(404, 'There is no such source');
    if (!point.authorised(token)) return refusal(401, 'The token of this source is needed');
    if (request.method !== 'POST') return refusal(405, 'Only POST');
    const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
    if (encoding !== 'identity' && encoding !== 'gzip') return refusal(415, 'Only gzip, or as it is');
    if (Number(request.headers['content-length'] ?? 0) > point.maxBytes) return tooLarge(point);
    if (point.full || this.#requests >= MAX_REQUESTS) {
      return { ...refusal(429, 'Too much at once'), retryAfterSeconds: RETRY_SECONDS };
    }
    this.#requests++;
    try {
      const body = await readBody(request, encoding === 'gzip', point.maxBytes, this.#bodyMs);
      if (body === 'too large') return tooLarge(point);
      if (typeof body === 'string') return refusal(body === 'too slow' ? 408 : 400, `The body is ${body}`);
      const { records, malformed, dropped } = await point.take(body);
      return {
        status: 200,
        body: { accepted: records - malformed - dropped, malformed, ...(dropped > 0 ? { dropped } : {}) },
      };
    } finally {
      this.#requests--;
    }
  }
}

function refusal(status: number, message: string): IngestAnswer {
  return { status, body: { error: { message } } };
}

function tooLarge({ maxBytes }: IngestPoint): IngestAnswer {
  return refusal(413, `More than ${maxBytes} bytes`);
}

type BodyTrouble = 'too large' | 'too slow' | 'not gzip' | 'not whole';

/** Inflates as it comes, and no further than the limit: a bomb goes off in here and is small. */
async function readBody(
  request: IncomingMessage,
  zipped: boolean,
  maxBytes: number,
  bodyMs: number,
): Promise<Buffer | BodyTrouble> {
  const stream = zipped ? request.pipe(createGunzip()) : request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let wire = 0;
  return new Promise((resolve) => {
    const done = (result: Buffer | BodyTrouble) => {
      clearTimeout(timer);
      request.off('data', count);
      request.unpipe();
      if (stream !== request) stream.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => done('too slow'), bodyMs);
    const count = (chunk: Buffer) => {
      wire += chunk.length;
      if (wire > maxBytes) done('too large');
    };
    if (stream !== request) request.on('data', count);
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) done('too large');
      else chunks.push(chunk);
    });
    stream.on('end', () => done(Buffer.concat(chunks)));
    stream.on('error', () => done(stream === request ? 'not whole' : 'not gzip'));
    request.on('aborted', () => done('not whole'));
  });
}
