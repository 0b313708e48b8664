import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, powerSaveBlocker, session } from 'electron';
import { pinFits } from '#hosts/shared/pin-hash.ts';
import { ControlWindow } from './control-window.ts';
import { readKnownDisplays, writeKnownDisplays } from './displays-file.ts';
import { guardContents, guardSession } from './guards.ts';
import { ownHome } from './home.ts';
import { joinedCore } from './joined-core.ts';
import type { DesktopOptions } from './options.ts';
import { ownCore } from './own-core.ts';
import { servePage } from './page.ts';
import type { WindowHabits } from './page-window.ts';
import { PinLock } from './pin-lock.ts';
import { listenForSignals } from './signals.ts';
import { startAtLogin } from './start-at-login.ts';
import { languageOf } from './status-text.ts';
import { Windows } from './windows.ts';

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
  const { join } = options;
  const dataDir = options.dataDir ?? path.join(app.getPath('userData'), 'state');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const joined = join === undefined ? undefined : joinedCore({ ...options, join, dataDir }, tell);
  const home = joined?.home ?? ownHome;
  let control: ControlWindow | undefined;
  guardContents({ home, isControl: (contentsId) => control?.owns(contentsId) ?? false, tell });
  Menu.setApplicationMenu(null);
  // Displays come and go; without any the core still runs.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  const core = joined ?? (await ownCore({ ...options, dataDir }, tell, report));
  const { kiosk } = core;
  const language = languageOf(app.getLocale());
  guardSession(session.defaultSession, home, tell);
  servePage({ files: core.files, language, coreWords: () => core.words(language) });
  powerSaveBlocker.start('prevent-display-sleep');
  startAtLogin(kiosk.startAtLogin, tell);
  const { pin, hangSeconds } = kiosk;
  const habits: WindowHabits = {
    home,
    preload: PRELOAD,
    machine: hostname(),
    hangMs: hangSeconds * 1_000,
    lock:
      pin === undefined
        ? undefined
        : new PinLock({ fits: (typed) => pinFits(typed, pin), now: () => performance.now() }),
    windowed: options.windowed,
    tell,
    quit: () => app.quit(),
    control: (over) => control?.open(over),
  };
  const room = new ControlWindow(habits);
  control = room;
  const namesFile = path.join(dataDir, 'displays.json');
  const windows = new Windows({
    ...habits,
    known: readKnownDisplays(namesFile, tell),
    remember: (known) => writeKnownDisplays(namesFile, known),
  });
  core.serve((contentsId) => (room.owns(contentsId) ? '' : windows.of(contentsId)?.display));
  listenForSignals(windows, home);
  if (options.control) room.open();
  app.on('second-instance', (_event, argv) => {
    // Whoever can start a program on this machine is not in front of a kiosk.
    if (argv.includes('--control')) room.open();
    else windows.focus();
  });
  app.once('before-quit', (event) => {
    event.preventDefault();
    setTimeout(() => app.exit(1), STOP_WITHIN_MS);
    room.destroy();
    windows.destroy();
    core.stop().then(
      () => app.exit(0),
      (error: unknown) => {
        report(error);
        app.exit(1);
      },
    );
  });
}
