// Brings a fresh clone to the point where everything runs. Plain JavaScript for Node 20, no packages.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run, say, tail } from './process.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const dist = join(root, 'dist');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';

/** What went wrong, in words for a person; no stack is wanted. */
export class SetupError extends Error {}

const LOCK_WAIT_MS = 15 * 60_000;

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One set-up at a time per clone. A lock whose owner died is taken over. */
async function locked(work) {
  mkdirSync(dist, { recursive: true });
  const file = join(dist, '.setup-lock');
  const mine = String(process.pid);
  const until = Date.now() + LOCK_WAIT_MS;
  for (let told = false; ; ) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = readText(file);
    // Empty for an instant between the owner's open and write.
    if (owner && !alive(Number(owner)) && readText(file) === owner) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`waiting for process ${owner || '?'}, which is setting up this clone`);
    told = true;
    if (Date.now() > until) throw new SetupError(`process ${owner} holds ${file} for too long; remove it`);
    await sleep(200);
  }
  const release = () => {
    if (readText(file) === mine) rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Hash over names and contents of files and folders. */
function hashOf(paths, skip = () => false) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (skip(path)) return;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const name of readdirSync(path).toSorted()) visit(join(path, name));
    else if (stat) hash.update(`${path.slice(root.length)}\n${stat.size}\n`).update(readFileSync(path));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

// --- packages ---------------------------------------------------------------------------------------------------

const PACKAGES_MS = 15 * 60_000;
const packagesStamp = join(modules, '.vigil-lock-hash');
const packagesWanted = () => hashOf(['package-lock.json']);

export function packagesReady() {
  return readText(packagesStamp) === packagesWanted();
}

/** A `node` that npm can go on using while node_modules, and the node in it, are replaced. */
function outsideNode() {
  if (!process.execPath.startsWith(modules)) return process.execPath;
  const name = windows ? 'node.exe' : 'node';
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? process.execPath;
}

function npm(command, timeoutMs) {
  // `npm run --silent` hands its silence down; we want to say why something failed.
  const args = [...command, '--loglevel=error'];
  const cli = process.env.npm_execpath;
  if (cli && existsSync(cli) && /npm-cli\.(c?js)$/.test(cli)) {
    return run(outsideNode(), [cli, ...args], { cwd: root, timeoutMs });
  }
  return run('npm', args, { cwd: root, timeoutMs, shell: windows });
}

export async function ensurePackages() {
  if (packagesReady()) return;
  await locked(async () => {
    if (packagesReady()) return;
    // An existing tree may be in use: bring it up to date in place instead of deleting it.
    const fresh = !existsSync(join(modules, '.package-lock.json'));
    say(fresh ? 'installing packages (npm ci)' : 'bringing packages up to date with package-lock.json');
    const started = Date.now();
    let done = await npm(fresh ? ['ci'] : ['install', '--no-save'], PACKAGES_MS);
    if (!done.ok && fresh && done.output.includes('in sync')) {
      say('package-lock.json is incomplete (node build/complete-lock.mjs): npm install instead');
      done = await npm(['install', '--no-save'], PACKAGES_MS);
    }
    if (!done.ok)
      throw new SetupError(`npm could not install the packages (${done.why}):\n${tail(done.output)}`);
    writeFileSync(packagesStamp, packagesWanted());
    say(`packages installed in ${seconds(started)}`);
  });
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

// --- Node 24 ----------------------------------------------------------------------------------------------------

const NODE_MAJOR = 24;
const ownNode = windows ? join(modules, 'node', 'bin', 'node.exe') : join(modules, '.bin', 'node');

export const onNode24 = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;

function majorOf(file) {
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return answer.status === 0 ? Number(/^v(\d+)/.exec(answer.stdout)?.[1] ?? 0) : 0;
}

/** Path of a Node that runs the sources as they are. */
export async function ensureNode() {
  if (onNode24) return process.execPath;
  if (existsSync(ownNode) && majorOf(ownNode) >= NODE_MAJOR) return ownNode;
  await locked(async () => {
    if (majorOf(ownNode) >= NODE_MAJOR) return;
    say("Node 24 is missing: its package's install script was skipped, running it (npm rebuild node)");
    await npm(['rebuild', 'node', '--ignore-scripts=false'], 180_000);
  });
  if (majorOf(ownNode) < NODE_MAJOR) {
    throw new SetupError(
      `Node ${NODE_MAJOR} is needed: npm's "node" package could not bring it; install it and try again`,
    );
  }
  return ownNode;
}

// --- builds -----------------------------------------------------------------------------------------------------

/** Builds into a folder beside `target` and swaps, so that a running host never serves half a build. */
async function ensureBuilt(name, target, wanted, build) {
  const stamp = join(target, '.inputs');
  if (readText(stamp) === wanted) return;
  await locked(async () => {
    if (readText(stamp) === wanted) return;
    say(`building the ${name}`);
    const started = Date.now();
    const next = `${target}.next`;
    rmSync(next, { recursive: true, force: true });
    const done = await build(next);
    if (!done.ok)
      throw new SetupError(`the ${name} could not be built (${done.why}):\n${tail(done.output, 30)}`);
    writeFileSync(join(next, '.inputs'), wanted);
    rmSync(`${target}.old`, { recursive: true, force: true });
    if (existsSync(target)) renameSync(target, `${target}.old`);
    renameSync(next, target);
    rmSync(`${target}.old`, { recursive: true, force: true });
    say(`${name} built in ${seconds(started)}`);
  });
}

export const rendererDir = join(dist, 'renderer');
export const desktopDir = join(dist, 'desktop');

export async function ensureRenderer(node) {
  const inputs = [
    'renderer',
    'electron/contract',
    'assets',
    'sounds',
    'build/vite.config.mjs',
    'build/zod-without-eval.mjs',
    'package-lock.json',
  ];
  // Rules and pipelines are read by the core, not by the page.
  const wanted = hashOf(inputs, (path) => /assets[\\/](rules|pipelines)$/.test(path));
  await ensureBuilt('wall page', rendererDir, wanted, (out) =>
    run(
      node,
      [join(modules, 'vite/bin/vite.js'), 'build', '--config', join(root, 'build/vite.config.mjs')].concat([
        '--outDir',
        out,
        '--emptyOutDir',
        '--logLevel',
        'warn',
      ]),
      { cwd: root, timeoutMs: 300_000 },
    ),
  );
  return rendererDir;
}

export async function ensureDesktop(node) {
  const wanted = hashOf(['electron', 'build/desktop.mjs', 'package.json', 'package-lock.json']);
  await ensureBuilt('desktop host', desktopDir, wanted, (out) =>
    run(node, [join(root, 'build/desktop.mjs'), out], { cwd: root, timeoutMs: 300_000 }),
  );
  return desktopDir;
}
