import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { Server } from 'socket.io';
import { serveSocketIo } from '#bridge/socketio.ts';
import { serveStream } from '#bridge/stream.ts';
import { formatProblem } from '#core/base/problem.ts';
import { loadRules, type RuleText } from '#core/correlate/rules.ts';
import { createAccess, hostAllowed, refuseToListen } from './access.ts';
import { createHttpServer } from './http.ts';
import { buildIdOf, readPageFiles } from '#hosts/shared/page-files.ts';
import { setUp, type Tell } from '#hosts/shared/set-up.ts';
import { readTlsFiles, type TlsFiles } from '#hosts/shared/tls-files.ts';
import { UsageError } from '#hosts/shared/usage-error.ts';

const USAGE = `usage: vigil serve [options]

  --config F      the config file (YAML)
  --port N        port to listen on; 0 takes a free one (default 8844)
  --host H        address to listen on (default 127.0.0.1; off loopback only with TLS and tokens)
  --data-dir D    where checkpoints, incidents and alarms live; without it, and without a config
                  that names one, they live in memory and a restart reads the files from their start
  --eve F         follow this Suricata EVE file; may be repeated
  --rules P       Sigma rules, a file or a folder, instead of Vigil's own; may be repeated
  --demo          the built-in demo feed, also beside other sources
  --help

Sources (files, sockets, syslog, HTTP, hubs, recordings) are set in the config file: "vigil check --schema"
tells every key, "vigil check --config F" every mistake.
With no source configured it runs on the demo feed. When it is ready it prints one JSON line on stdout:
{"ready":true,"url":"http://127.0.0.1:8844/"}. SIGTERM ends it.
`;

const PAGE_FOLDER = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
/** What a clean end may take before it is cut short; the contract is five seconds. */
const STOP_WITHIN_MS = 4_000;

/** Runs until SIGTERM or SIGINT. @returns the exit code */
export async function serveCommand(argv: readonly string[]): Promise<number> {
  let options: ReturnType<typeof parse>;
  try {
    options = parse(argv);
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const log = pino({ name: 'vigil', level: process.env['VIGIL_LOG_LEVEL'] ?? 'info' }, pino.destination(2));
  if (!existsSync(path.join(PAGE_FOLDER, 'index.html'))) {
    return complain(`The page has not been built: run "npm run build" first`);
  }
  let running: Awaited<ReturnType<typeof start>>;
  try {
    running = await start(options, log);
  } catch (error) {
    if (error instanceof UsageError) {
      return complain([...error.problems.map(formatProblem), error.message].filter(Boolean).join('\n'));
    }
    log.error({ err: error }, 'could not start');
    return 1;
  }
  process.stdout.write(`${JSON.stringify({ ready: true, url: running.url })}\n`);
  const signal = await new Promise<string>((resolve) => {
    // A terminal's Ctrl+C comes twice, from it and from npm: the second must not cut the end short.
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => resolve(name));
  });
  log.info({ signal }, 'ending');
  const late = setTimeout(() => {
    log.error('did not end in time');
    process.exit(1);
  }, STOP_WITHIN_MS);
  try {
    await running.stop();
  } catch (error) {
    log.error({ err: error }, 'did not end cleanly');
    return 1;
  }
  clearTimeout(late);
  return 0;
}

/** Tells what the person who started it has to mend. @returns the exit code for that */
function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}

function parse(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      config: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      'data-dir': { type: 'string' },
      eve: { type: 'string', multiple: true },
      rules: { type: 'string', multiple: true },
      demo: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new Error(`--port wants a number from 0 to 65535, not ${JSON.stringify(values.port)}`);
  }
  return {
    config: values.config,
    port,
    host: values.host,
    dataDir: values['data-dir'],
    eve: values.eve ?? [],
    rules: values.rules ?? [],
    demo: values.demo ?? false,
    help: values.help ?? false,
  };
}

async function start(options: ReturnType<typeof parse>, log: pino.Logger) {
  const report = (error: unknown) => log.error({ err: error }, 'inside Vigil');
  const tell: Tell = (message, level = 'info') => log[level](message);
  const { config, ingest, rules, pipelines, createEngine } = await setUp(
    { ...options, attended: true },
    tell,
  );
  const { server } = config;
  const access = { ...server, encrypted: Boolean(server.tls) || server.proxy };
  const refusal = refuseToListen(access);
  if (refusal) throw new UsageError(refusal);
  if (options.rules.length > 0) refuseUnusable(options.rules, rules, pipelines);
  const tls = server.tls && usableTls(server.tls);
  const files = readPageFiles(PAGE_FOLDER);
  const { engine, stop: stopEngine } = createEngine();
  for (const problem of engine.rulesProblems) log.warn(formatProblem(problem));
  const guard = createAccess(access);
  const http = createHttpServer(engine, { files, access: guard, tls, ingest, report });
  const io = new Server(http, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: 1_000_000,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    allowRequest: (request, decide) => decide(null, hostAllowed(guard, request)),
  });
  serveSocketIo(io.of('/wall'), engine, { build: buildIdOf(files), authenticate: guard.identify, report });
  serveStream(io.of('/stream'), engine, { authenticate: guard.identify });
  const stop = async () => {
    await io.close();
    http.closeAllConnections();
    await stopEngine();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(server.port, server.host, resolve);
    });
  } catch (error) {
    await stop();
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      code === 'EADDRINUSE'
        ? `Port ${server.port} is in use: give another with --port`
        : `Cannot listen on ${server.host}:${server.port}: ${code}`,
    );
  }
  const { port } = http.address() as AddressInfo;
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return { url: `${tls ? 'https' : 'http'}://${host}:${port}/`, stop };
}

/**
 * As with hunt: what was named on the command line is there and right, or nothing starts. Of a folder the refused
 * files are told and the others run.
 */
function refuseUnusable(
  named: readonly string[],
  rules: readonly RuleText[],
  pipelines: readonly RuleText[],
): void {
  const loaded = loadRules(rules, { pipelines });
  const refused = loaded.problems.filter(({ file }) => named.includes(file));
  if (refused.length > 0) throw new UsageError('Rules named on the command line are refused', refused);
  if (loaded.rules.rules.length > 0) return;
  throw new UsageError(`There is no rule in ${named.join(', ')}`, loaded.problems);
}

function usableTls(files: TlsFiles) {
  try {
    return readTlsFiles(files);
  } catch (error) {
    throw new UsageError(`server.tls: ${error instanceof Error ? error.message : String(error)}`);
  }
}
