// npm start: sets up what is missing and brings up the wall, on the desktop host where Electron can run, else on the
// node host with Chromium in front of it where there is one. `npm start -- ARGS` hands ARGS on; `--kiosk` is ours.
// Where Electron is but does not come up, the node host takes over; with `--join URL` Chromium on that address.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromiumSwitches, displayHere, ensureElectron, findChromium } from './browsers.mjs';
import { keepOpen } from './keep-open.mjs';
import { neverCameUp } from './never-came-up.mjs';
import { say, whenLauncherDies } from './process.mjs';
import {
  dist,
  ensureDesktop,
  ensureNode,
  ensurePackages,
  ensureRenderer,
  root,
  SetupError,
} from './setup.mjs';

const STOP_MS = 6_000;
const kiosk = process.argv.includes('--kiosk');
const args = process.argv.slice(2).filter((arg) => arg !== '--kiosk');

/** The value of an option of the desktop host's that this program has to know too. */
function valueOf(name, variable) {
  const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  const given = at < 0 ? undefined : args[at].includes('=') ? args[at].slice(name.length + 3) : args[at + 1];
  return given || process.env[variable] || '';
}

/** @type {import('node:child_process').ChildProcess[]} */
const children = [];

let stopping = false;

function stop(signal) {
  stopping = true;
  for (const child of children) if (child.exitCode === null) child.kill(signal);
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
    process.exit(128 + constants.signals[signal]);
  }, STOP_MS).unref();
}

function launch(command, list, options) {
  const child = spawn(command, list, options);
  children.push(child);
  return child;
}

/** The host decides: when it ends, all ends, with its exit code. */
function endWith(child, code, signal) {
  stopping = true;
  for (const other of children) if (other !== child && other.exitCode === null) other.kill('SIGTERM');
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  setTimeout(() => process.exit(), 1_000).unref();
}

/** @param {(why: string) => void} otherwise called instead of ending when the host never came up */
function startDesktop(electron, folder, otherwise) {
  const rootUser = process.platform === 'linux' && process.getuid?.() === 0;
  if (rootUser) say("running as root: Chromium's process sandbox is off");
  const list = [...(rootUser ? ['--no-sandbox'] : []), join(folder, 'main.mjs'), ...args];
  const started = performance.now();
  const child = launch(electron, list, { stdio: 'inherit' });
  child.once('error', (error) => otherwise(`it could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    if (stopping || !neverCameUp({ code, signal, livedMs: performance.now() - started }))
      endWith(child, code, signal);
    else otherwise(signal ? `it was ended by ${signal}` : `it ended with ${code}`);
  });
}

/** A crash is mended; in kiosk so is every end, since nobody is there who could have meant it. */
function openChromium(chromium, url) {
  const profile = join(dist, 'chromium-profile');
  mkdirSync(profile, { recursive: true });
  const window = kiosk ? ['--kiosk', url] : [`--app=${url}`, '--start-maximized'];
  const open = () => {
    const child = launch(chromium, [...chromiumSwitches(profile), ...window], { stdio: 'ignore' });
    child.once('exit', () => children.splice(children.indexOf(child), 1));
    return child;
  };
  keepOpen(open, {
    say,
    again: (code) => {
      if (stopping) return false;
      if (kiosk || code !== 0) return true;
      say(`the window was closed; the wall goes on at ${url} (Ctrl+C ends it)`);
      return false;
    },
  });
}

/** Chromium to open, or in words why none. */
function chromiumToOpen() {
  const chromium = findChromium();
  if (!displayHere()) return { path: '', why: 'no display to open a window on' };
  return chromium ? { path: chromium, why: 'opened in Chromium' } : { path: '', why: 'no Chromium found' };
}

/** @param {string} why not the desktop host */
function startElsewhere(node, why) {
  const joined = valueOf('join', 'VIGIL_JOIN');
  if (joined === '') return startNode(node, why);
  const browser = chromiumToOpen();
  if (!browser.path)
    throw new SetupError(`can't join ${joined}: ${[why, browser.why].filter(Boolean).join('; ')}`);
  console.log(`Vigil joins ${joined} in Chromium: ${why || 'the desktop host is not here'}.`);
  openChromium(browser.path, addressWithToken(joined, valueOf('token-file', 'VIGIL_TOKEN_FILE')));
}

/** A page of our own that leads there: a command line, and so a token on it, is read by everyone on the machine. */
function addressWithToken(url, tokenFile) {
  if (tokenFile === '') return url;
  const target = `${url}#token=${encodeURIComponent(readFileSync(tokenFile, 'utf8').trim())}`;
  const page = join(dist, 'join.html');
  mkdirSync(dist, { recursive: true });
  writeFileSync(
    page,
    `<script>location.replace(${JSON.stringify(target).replaceAll('<', '\\u003c')})</script>`,
    {
      mode: 0o600,
    },
  );
  return pathToFileURL(page).href;
}

/** @param {string} why not the desktop host; empty where nobody expects it */
function startNode(node, why) {
  const browser = chromiumToOpen();
  console.log(`Vigil starts on the node host: ${[why, browser.why].filter(Boolean).join('; ')}.`);
  const list = ['--disable-warning=ExperimentalWarning', join(root, 'build/vigil.mjs'), 'serve', ...args];
  const env = { ...process.env, VIGIL_CHANNEL: '1' };
  const child = launch(node, list, { stdio: ['inherit', 'pipe', 'inherit', 'ipc'], env });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = readyUrl(line);
    if (!url) {
      console.log(line);
      return;
    }
    console.log(`Vigil is at ${url}`);
    if (browser.path) openChromium(browser.path, url);
  });
  child.once('error', (error) => {
    say(`could not be started: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => endWith(child, code, signal));
}

function readyUrl(line) {
  try {
    const message = JSON.parse(line);
    return message.ready === true && typeof message.url === 'string' ? message.url : '';
  } catch {
    return '';
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () =>
    children.length > 0 ? stop(signal) : process.exit(128 + constants.signals[signal]),
  );
}
whenLauncherDies(() => process.kill(process.pid, 'SIGTERM'));

try {
  await ensurePackages();
  const node = await ensureNode();
  await ensureRenderer(node);
  const electron = displayHere() ? await ensureElectron(node) : { path: '', why: '' };
  if (electron.path) {
    const folder = await ensureDesktop(node);
    console.log('Vigil starts on the desktop host: Electron and a display are here.');
    startDesktop(electron.path, folder, (why) => startElsewhere(node, `Electron is here, but ${why}`));
  } else startElsewhere(node, electron.why);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
