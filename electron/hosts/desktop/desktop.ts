import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, powerSaveBlocker, session } from 'electron';
import type { Health } from '#contract/health.ts';
import { formatProblem } from '#core/base/problem.ts';
import { buildIdOf, readPageFiles } from '#hosts/shared/page-files.ts';
import { pinFits } from '#hosts/shared/pin-hash.ts';
import { setUp } from '#hosts/shared/set-up.ts';
import { readKnownDisplays, writeKnownDisplays } from './displays-file.ts';
import { guardContents, guardSession } from './guards.ts';
import type { DesktopOptions } from './options.ts';
import { servePage } from './page.ts';
import { PinLock } from './pin-lock.ts';
import { servePorts } from './ports.ts';
import { listenForSignals } from './signals.ts';
import { startAtLogin } from './start-at-login.ts';
import { Windows } from './windows.ts';

const PAGE_FOLDER = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
const PRELOAD = fileURLToPath(new URL('../../../dist/desktop/preload.cjs', import.meta.url));
/** What a clean end may take before it is cut short. */
const STOP_WITHIN_MS = 4_000;

function tell(message: string): void {
  process.stderr.write(`${JSON.stringify({ time: Date.now(), name: 'vigil', msg: message })}\n`);
}

const report = (error: unknown) =>
  tell(`inside Vigil: ${error instanceof Error ? error.stack : String(error)}`);

/** Runs the wall in this process until it is told to quit. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  guardContents(tell);
  Menu.setApplicationMenu(null);
  // Displays come and go; without any the core still runs.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  const dataDir = options.dataDir ?? path.join(app.getPath('userData'), 'state');
  mkdirSync(dataDir, { recursive: true });
  const { config, ingest, createEngine } = await setUp({ ...options, dataDir }, tell);
  const files = readPageFiles(PAGE_FOLDER);
  const { engine, stop: stopEngine } = createEngine();
  for (const problem of engine.rulesProblems) tell(formatProblem(problem));
  for (const name of ingest.keys()) {
    const words = `${name}: nothing can post here, HTTP ingest needs the node host (npm run vigil -- serve)`;
    tell(words);
    engine.notice(words);
  }
  guardSession(session.defaultSession);
  servePage(files, () => coreWords(engine.health()));
  powerSaveBlocker.start('prevent-display-sleep');
  const namesFile = path.join(dataDir, 'displays.json');
  const { pin, hangSeconds } = config.kiosk;
  startAtLogin(config.kiosk.startAtLogin, tell);
  const windows = new Windows({
    preload: PRELOAD,
    machine: hostname(),
    hangMs: hangSeconds * 1_000,
    lock:
      pin === undefined
        ? undefined
        : new PinLock({ fits: (typed) => pinFits(typed, pin), now: () => performance.now() }),
    windowed: options.windowed,
    known: readKnownDisplays(namesFile, tell),
    remember: (known) => writeKnownDisplays(namesFile, known),
    tell,
    quit: () => app.quit(),
  });
  const closePorts = servePorts(engine, {
    build: buildIdOf(files),
    displayOf: (contentsId) => windows.of(contentsId)?.display,
    report,
  });
  listenForSignals(windows);
  app.on('second-instance', () => windows.focus());
  app.once('before-quit', (event) => {
    event.preventDefault();
    setTimeout(() => app.exit(1), STOP_WITHIN_MS);
    closePorts();
    windows.destroy();
    stopEngine().then(
      () => app.exit(0),
      (error: unknown) => {
        report(error);
        app.exit(1);
      },
    );
  });
}

function coreWords({ startedAt, sources, notices }: Health): string {
  const failing = sources.filter(({ state }) => state === 'failing').map(({ name }) => name);
  const words = [
    `The core goes on since ${new Date(startedAt).toISOString().slice(0, 19)}Z`,
    `${sources.length - failing.length} of ${sources.length} sources work`,
    ...failing.slice(0, 3).map((name) => `${name} is failing`),
    ...notices.slice(0, 1).map(({ text }) => text.slice(0, 200)),
  ];
  return `${words.join('; ')}.`;
}
