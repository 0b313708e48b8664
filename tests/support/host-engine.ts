import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { serveSocketIo } from '#bridge/socketio.ts';
import type { Clock } from '#core/base/clock.ts';
import { Engine, type EngineOptions } from '#core/engine.ts';
import { createAccess, type Token } from '#hosts/node/access.ts';
import { createHttpServer } from '#hosts/node/http.ts';
import { buildIdOf, readPageFiles } from '#hosts/shared/page-files.ts';
import { createEngine } from './engine.ts';

const PAGE = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** The system's clock, and how far a test has set it off. */
export class SetClock implements Clock {
  offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  monotonic(): number {
    return performance.now();
  }
}

export interface HostedEngine {
  readonly engine: Engine;
  readonly url: string;
  close(): Promise<void>;
}

const report = (error: unknown) => console.error(error);

/** A node host in this process, so that a test can own its clock and its sources. */
export async function hostEngine(
  options: Partial<EngineOptions> = {},
  tokens: readonly Token[] = [],
): Promise<HostedEngine> {
  const engine = createEngine({ staleAfterMs: 600_000, ...options });
  const files = readPageFiles(PAGE);
  const access = createAccess({ host: '127.0.0.1', tokens, encrypted: false });
  const http = createHttpServer(engine, { files, access, tls: undefined, ingest: new Map(), report });
  const io = new Server(http, { serveClient: false, transports: ['websocket'] });
  serveSocketIo(io.of('/wall'), engine, { build: buildIdOf(files), authenticate: access.identify, report });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    engine,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    async close() {
      await io.close();
      http.closeAllConnections();
      await engine.stop();
    },
  };
}
