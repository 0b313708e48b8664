// Finds Chromium and Electron, and fetches them where that is allowed. Plain JavaScript for Node 20, no packages.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run, say } from './process.mjs';
import { dist, root } from './setup.mjs';

/** @typedef {{ path: string, why: string }} Found `path` is empty where there is none, and `why` says so. */

const asRoot = process.getuid?.() === 0;

/** Where a program of one of these names is on PATH; empty where it is not. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/sbin', '/sbin');
  const ends = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const name of names) {
    for (const folder of folders) {
      for (const end of ends) {
        const file = join(folder, name + end);
        if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
      }
    }
  }
  return '';
}

function playwrightChromium() {
  try {
    const file = createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
    return existsSync(file) ? file : '';
  } catch {
    return '';
  }
}

/** Chromium as it is on this machine; nothing is installed. */
export function findChromium() {
  const given = process.env.VIGIL_CHROMIUM ?? '';
  if (given && existsSync(given)) return given;
  const named = onPath(
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'msedge',
  );
  if (named) return named;
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  const usual = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
    ...programs.filter(Boolean).map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
    ...programs.filter(Boolean).map((folder) => join(folder, 'Microsoft/Edge/Application/msedge.exe')),
  ];
  return usual.find((file) => existsSync(file)) ?? playwrightChromium();
}

async function installByApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', args, { env, timeoutMs: 300_000 });
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  say('installing Chromium (apt-get install chromium)');
  const first = await install();
  if (first.ok) return first;
  await apt('update', '-q');
  return install();
}

/** @returns {Promise<Found>} */
export async function ensureChromium(node) {
  const there = findChromium();
  if (there) return { path: there, why: '' };
  const tried = [];
  if (process.platform === 'linux' && onPath('apt-get')) {
    if (asRoot) {
      const done = await installByApt();
      const found = findChromium();
      if (found) return { path: found, why: '' };
      tried.push(`apt-get could not install it (${done.why})`);
    } else tried.push('apt-get needs root');
  }
  say("fetching Chromium (playwright's own)");
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  const done = await run(node, [cli, 'install', 'chromium'], { env, timeoutMs: 240_000 });
  const found = findChromium();
  if (found) return { path: found, why: '' };
  tried.push(`playwright's download failed (${done.why})`);
  return { path: '', why: `no Chromium here: ${tried.join('; ')}` };
}

const electronHome = join(root, 'node_modules', 'electron');
const RETRY_MS = 3_600_000;
const STALL_MS = 20_000;

/** Electron's binary as it is on this machine. Never `require('electron')`: that downloads. */
export function findElectron() {
  const over = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  try {
    const name = readFileSync(join(electronHome, 'path.txt'), 'utf8');
    const file = join(over ?? join(electronHome, 'dist'), name);
    if (existsSync(file)) return file;
  } catch {
    // Not installed.
  }
  const file = over ? join(over, process.platform === 'win32' ? 'electron.exe' : 'electron') : '';
  return file && existsSync(file) ? file : '';
}

function bytesIn(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    sum += statSync(join(folder, String(entry)), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

/** @returns {Promise<Found>} A download that stands still for 20 s is given up, and not tried again for an hour. */
export async function ensureElectron(node) {
  const there = findElectron();
  if (there) return { path: there, why: '' };
  const refused = join(dist, '.electron-refused');
  const last = statSync(refused, { throwIfNoEntry: false });
  if (last && Date.now() - last.mtimeMs < RETRY_MS) {
    return { path: '', why: "Electron's binary could not be downloaded within the last hour" };
  }
  say("fetching Electron's binary");
  const folder = join(dist, 'electron-download');
  mkdirSync(folder, { recursive: true });
  let size = 0;
  let moved = Date.now();
  const stalled = () => {
    const now =
      bytesIn(folder) + (existsSync(join(electronHome, 'dist')) ? bytesIn(join(electronHome, 'dist')) : 0);
    if (now !== size) moved = Date.now();
    size = now;
    return Date.now() - moved > STALL_MS;
  };
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  const done = await run(node, [join(electronHome, 'install.js')], { env, timeoutMs: 600_000, stalled });
  rmSync(folder, { recursive: true, force: true });
  const found = findElectron();
  if (done.ok && found) return { path: found, why: '' };
  writeFileSync(refused, done.output);
  return { path: '', why: `Electron's binary is not here and its download failed (${reasonIn(done)})` };
}

function reasonIn(done) {
  const known = /(ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET)/.exec(done.output);
  return known?.[0] ?? (done.output.trim().split('\n')[0]?.slice(0, 100) || done.why);
}

/** Whether windows can be opened at all. */
export function displayHere() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * What Chromium is to leave out: without an address bar to pop up, a window does without two renderers of its own
 * (1.5 s of a core, 300 MB).
 */
export const UNUSED_FEATURES = ['Translate', 'MediaRouter', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Switches that every Chromium of ours gets: no calls home, sound without a click. */
export function chromiumSwitches(profile) {
  return [
    `--user-data-dir=${profile}`,
    '--autoplay-policy=no-user-gesture-required',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-session-crashed-bubble',
    `--disable-features=${UNUSED_FEATURES.join()}`,
    ...(asRoot && process.platform === 'linux' ? ['--no-sandbox'] : []),
  ];
}
