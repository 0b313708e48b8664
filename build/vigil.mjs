// The command line. Sets up what is missing, then becomes electron/hosts/node/main.ts: in this very process where
// it already runs on Node 24, so that signals and SIGKILL hit the real one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { needsPage } from './needs-page.mjs';
import { say, whenLauncherDies } from './process.mjs';
import { ensureNode, ensurePackages, ensureRenderer, onNode24, packagesReady, SetupError } from './setup.mjs';

const GRACE_MS = 5_000;
const COMPILE_CACHE = fileURLToPath(new URL('../dist/compile-cache', import.meta.url));

/** Ends cleanly, as on SIGTERM, but ends. */
function end() {
  setTimeout(() => process.exit(143), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
}

/** What `--disable-warning=ExperimentalWarning` does, for a process that is already running. */
function quietExperimental() {
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'object' ? rest[0]?.type : rest[0];
    if (type !== 'ExperimentalWarning') emit(warning, ...rest);
  };
}

async function setUp() {
  await ensurePackages();
  const node = await ensureNode();
  if (needsPage(process.argv.slice(2))) await ensureRenderer(node);
  return node;
}

/** Runs this file again on Node 24. If we are killed, the channel breaks and the child ends too. */
function continueOn(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, VIGIL_CHANNEL: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenLauncherDies(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    say(`Node 24 could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

try {
  if (process.env.VIGIL_CHANNEL === '1' && process.channel) {
    delete process.env.VIGIL_CHANNEL;
    process.on('disconnect', end);
    process.channel.unref();
  } else {
    whenLauncherDies(end);
  }
  const node = await setUp();
  if (onNode24 && packagesReady()) {
    quietExperimental();
    // Half of a short hunt went into compiling ourselves. Where the folder can't be written nothing is lost but time.
    // Asked for here, since Node 20 has no such export and must be able to load this file.
    (await import('node:module')).enableCompileCache(COMPILE_CACHE);
    const { main } = await import('../electron/hosts/node/main.ts');
    const code = await main(process.argv.slice(2));
    // What was written is out before we go; what still runs must not keep us.
    process.stdout.write('', () => process.exit(code));
  } else {
    continueOn(node);
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
