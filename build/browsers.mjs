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

/** Of all files below a folder; 0 where there is none. */
function bytesIn(folder) {
  let sum = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true }))
      sum += statSync(join(folder, String(entry)), { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // Not there, or going just now.
  }
  return sum;
}

/** Asked again and again, it says whether what `measure` gives has stood still for so long. */
function standsStill(measure, limitMs) {
  let last = Number.NaN;
  let moved = Date.now();
  return (written) => {
    const now = measure() + written;
    if (now !== last) moved = Date.now();
    last = now;
    return Date.now() - moved > limitMs;
  };
}

/** Says every half minute that something goes on, and until when. */
async function telling(what, untilMs, work) {
  const left = () => Math.max(0, Math.round((untilMs - Date.now()) / 1000));
  const timer = setInterval(() => say(`still ${what}; given up in ${left()} s`), 30_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/**
 * How long to wait for a Chromium, ms: in all, of that for apt, and for either where nothing moves. A slow mirror moves;
 * a refused connection takes no time at all. An apt that unpacks is silent for a while.
 */
const CHROMIUM_LIMITS = { totalMs: 450_000, aptMs: 330_000, stillMs: 90_000 };

/** Where apt puts what it downloads. */
const APT_FOLDERS = ['/var/cache/apt/archives', '/var/lib/apt/lists/partial'];
/** A server that does not answer is asked once more, and not for minutes. */
const APT_IMPATIENT = ['Retries=1', 'http::Timeout=20', 'https::Timeout=20'].flatMap((option) => [
  '-o',
  `Acquire::${option}`,
]);

async function installByApt(until, stillMs) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => {
    const words = `apt-get ${args[0]}${args[0] === 'install' ? ' chromium' : ''}`;
    say(`Chromium is missing: ${words}`);
    const options = {
      env,
      timeoutMs: Math.max(1, until - Date.now()),
      stalled: standsStill(() => APT_FOLDERS.reduce((sum, folder) => sum + bytesIn(folder), 0), stillMs),
    };
    return telling(`at ${words}`, until, () => run('apt-get', [...APT_IMPATIENT, ...args], options));
  };
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  const first = await install();
  // What has stood still once would only do so again.
  if (first.ok || first.stopped) return first;
  const lists = await apt('update', '-q');
  return lists.stopped ? lists : install();
}

async function downloadChromium(node, until, stillMs) {
  say("Chromium is missing: fetching playwright's own");
  const folder = join(dist, 'chromium-download');
  mkdirSync(folder, { recursive: true });
  const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
  const env = { ...process.env, ...temporary, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  const stalled = standsStill(() => bytesIn(folder), stillMs);
  const timeoutMs = Math.max(1, until - Date.now());
  const done = await telling('fetching Chromium', until, () =>
    run(node, [cli, 'install', 'chromium'], { env, timeoutMs, stalled }),
  );
  rmSync(folder, { recursive: true, force: true });
  return done;
}

/** @returns {Promise<Found>} */
export async function ensureChromium(node, { totalMs, aptMs, stillMs } = CHROMIUM_LIMITS) {
  const there = findChromium();
  if (there) return { path: there, why: '' };
  const started = Date.now();
  const tried = [];
  if (process.platform === 'linux' && onPath('apt-get')) {
    if (asRoot) {
      const done = await installByApt(started + aptMs, stillMs);
      const found = findChromium();
      if (found) return { path: found, why: '' };
      tried.push(`apt-get could not install it (${done.why})`);
    } else tried.push('apt-get needs root');
  }
  const done = await downloadChromium(node, started + totalMs, stillMs);
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
  const stalled = standsStill(() => bytesIn(folder) + bytesIn(join(electronHome, 'dist')), STALL_MS);
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
