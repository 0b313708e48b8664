import { app, BrowserWindow } from 'electron';
import { runDesktop } from './desktop.ts';
import { readOptions } from './options.ts';
import { registerScheme } from './page.ts';
import { startFailure, startFailurePage } from './start-failure.ts';

const TRY_AGAIN_SECONDS = 60;

app.enableSandbox();
app.setName('Vigil');
registerScheme();
if (app.requestSingleInstanceLock()) {
  void start();
} else {
  process.stderr.write('Vigil is already running; its windows were brought to the front.\n');
  app.quit();
}

async function start(): Promise<void> {
  try {
    await runDesktop(readOptions(process.argv, process.env));
  } catch (error) {
    await tellFailure(error);
  }
}

/** Whoever started it at a terminal reads it there; a wall shows it, and tries again until it is mended. */
async function tellFailure(error: unknown): Promise<void> {
  const failure = startFailure(error);
  process.stderr.write(`Vigil could not start:\n${failure.lines.join('\n')}\n`);
  if (!failure.usage || process.stderr.isTTY) {
    app.exit(failure.exitCode);
    return;
  }
  setTimeout(() => {
    app.relaunch();
    app.exit(failure.exitCode);
  }, TRY_AGAIN_SECONDS * 1_000);
  await app.whenReady();
  const window = new BrowserWindow({
    fullscreen: true,
    autoHideMenuBar: true,
    backgroundColor: '#0b0f14',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  window.on('closed', () => app.exit(failure.exitCode));
  try {
    await window.loadURL(startFailurePage(failure, TRY_AGAIN_SECONDS));
  } catch {
    // The log says it, and the next try comes.
  }
}
