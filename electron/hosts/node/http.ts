import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { IngestPoint } from '#core/base/ingest.ts';
import type { Engine } from '#core/engine.ts';
import { CONTENT_POLICY } from '#hosts/shared/content-policy.ts';
import { type Access, hostAllowed } from './access.ts';
import { IngestRoute } from './ingest.ts';
import { healthReport } from './health-report.ts';
import { Metrics } from './metrics.ts';
import type { PageFile } from '#hosts/shared/page-files.ts';

const INGEST = '/ingest/';
const BASE = 'http://vigil.invalid';
const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=()',
};

export interface HttpOptions {
  readonly ingest: ReadonlyMap<string, IngestPoint>;
  readonly ingestBodyMs?: number;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly access: Access;
  readonly tls: { readonly key: Buffer; readonly cert: Buffer } | undefined;
  report(error: unknown): void;
}

/** `/healthz`, `/metrics`, `/ingest/…` and the page. Socket.IO attaches itself to the same server. */
export function createHttpServer(engine: Engine, options: HttpOptions): Server {
  const metrics = new Metrics(engine);
  const ingest = new IngestRoute(options.ingest, options.ingestBodyMs);
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(engine, metrics, ingest, options, request, response).catch((error: unknown) => {
      options.report(error);
      if (!response.headersSent) send(response, 500, 'text/plain; charset=utf-8', 'Failed inside Vigil\n');
      else response.destroy();
    });
  };
  return options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
}

async function answer(
  engine: Engine,
  metrics: Metrics,
  ingest: IngestRoute,
  { files, access }: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = 'text/plain; charset=utf-8';
  if (!hostAllowed(access, request)) {
    send(response, 421, text, 'This Vigil does not answer to that host name\n');
    return;
  }
  const url = request.url ?? '/';
  // As in GET //
  if (!URL.canParse(url, BASE)) {
    send(response, 400, text, 'That is no address\n');
    return;
  }
  const { pathname } = new URL(url, BASE);
  if (pathname.startsWith(INGEST)) {
    await answerIngest(ingest, pathname.slice(INGEST.length), request, response);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    send(response, 405, text, 'Only GET\n');
    return;
  }
  if (pathname === '/healthz') {
    const report = healthReport(engine.health(), Date.now());
    send(response, report.healthy ? 200 : 503, 'application/json', `${JSON.stringify(report)}\n`);
    return;
  }
  if (pathname === '/metrics') {
    if (!access.identify(bearer(request))) {
      send(response, 401, text, 'A token is needed\n');
      return;
    }
    send(response, 200, metrics.contentType, await metrics.text());
    return;
  }
  const file = files.get(pathname);
  if (!file) {
    send(response, 404, text, 'There is no such page\n');
    return;
  }
  sendFile(request, response, file);
}

async function answerIngest(
  ingest: IngestRoute,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body, retryAfterSeconds } = await ingest.answer(name, bearer(request), request);
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  if (status === 405) response.setHeader('allow', 'POST');
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  // What is left of a refused body is not read: the connection ends with the answer.
  if (status !== 200) response.setHeader('connection', 'close');
  send(response, status, 'application/json', `${JSON.stringify(body)}\n`);
}

function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): void {
  response.setHeader('etag', file.etag);
  response.setHeader('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, HEADERS).end();
    return;
  }
  const zipped = file.gzip && /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '');
  if (zipped) response.setHeader('content-encoding', 'gzip');
  send(response, 200, file.type, zipped ? file.gzip : file.body);
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
