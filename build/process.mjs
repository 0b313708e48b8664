// Child processes that can't hang, can't be forgotten, and say little. Plain JavaScript for Node 20, no packages.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

export const ownGroup = process.platform !== 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const living = new Set();

/** One line of progress. Never on stdout: that belongs to the command. */
export function say(line) {
  process.stderr.write(`vigil: ${line}\n`);
}

/** Signals the child and, where it leads a process group, all of its children. */
export function signalTree(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  try {
    if (ownGroup && child.leadsGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Already gone.
  }
}

let ending = 0;

function onSignal(signal) {
  ending = 128 + constants.signals[signal];
  for (const child of living) signalTree(child, signal);
  // A child that ignores the signal must not keep us.
  setTimeout(() => process.exit(ending), 3_000).unref();
}

function killAll() {
  for (const child of living) signalTree(child, 'SIGKILL');
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** While a child lives, signals go to it first. Without one they do what they always do. */
function track(child) {
  if (living.size === 0) {
    for (const signal of SIGNALS) process.on(signal, onSignal);
    process.on('exit', killAll);
  }
  living.add(child);
}

function untrack(child) {
  if (!living.delete(child) || living.size > 0) return;
  for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  process.removeListener('exit', killAll);
  if (ending > 0) process.exit(ending);
}

/**
 * Runs a command in a process group of its own and ends the group when time is up or this process ends.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean, shell?: boolean,
 *   stalled?: (written: number) => boolean }} options `show` passes the output on; `stalled` is asked every second,
 *   with how much the command has written.
 * @returns {Promise<{ ok: boolean, code: number, output: string, why: string, stopped: boolean }>} never rejects;
 *   `stopped` where we ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      detached: ownGroup,
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
    });
    child.leadsGroup = ownGroup;
    track(child);
    let output = '';
    let written = 0;
    let why = '';
    const keep = (chunk) => {
      written += chunk.length;
      output = (output + chunk).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const stop = (reason) => {
      why = reason;
      signalTree(child, 'SIGTERM');
      setTimeout(() => signalTree(child, 'SIGKILL'), 2_000).unref();
    };
    const limit = options.timeoutMs ?? 600_000;
    const timer = setTimeout(() => stop(`gave up after ${Math.round(limit / 1000)} s`), limit);
    const watch = options.stalled
      ? setInterval(() => options.stalled?.(written) && stop('made no progress'), 1_000)
      : undefined;
    const done = (code, reason) => {
      clearTimeout(timer);
      clearInterval(watch);
      untrack(child);
      resolve({ ok: code === 0, code, output, why: why || reason, stopped: why !== '' });
    };
    child.once('error', (error) => done(127, error.message));
    // Not 'close': a grandchild that keeps the pipe open must not hold us.
    child.once('exit', (code, signal) => {
      const status = code ?? 128 + (constants.signals[signal] ?? 0);
      setImmediate(() => done(status, signal ? `ended by ${signal}` : `exit ${status}`));
    });
  });
}

/** The last lines of a failed command, indented, for a person to read. */
export function tail(output, lines = 15) {
  return output
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}

/** Pids whose death means that whoever started us is gone: the parent, and npm behind a shell that waits for us. */
function ancestors() {
  const pids = [process.ppid];
  if (process.platform !== 'linux') return pids;
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (/^(ba|da|a|z)?sh$/.test(command) && parent > 1) pids.push(parent);
  } catch {
    // No /proc: the parent alone will do.
  }
  return pids;
}

/** Calls back once when npm, which started us, has died without telling us (SIGKILL). */
export function whenLauncherDies(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const [parent, ...above] = ancestors();
  const timer = setInterval(() => {
    const gone =
      process.ppid !== parent ||
      above.some((pid) => {
        try {
          process.kill(pid, 0);
          return false;
        } catch (error) {
          return error.code === 'ESRCH';
        }
      });
    if (!gone) return;
    clearInterval(timer);
    callback();
  }, 250);
  timer.unref();
}
