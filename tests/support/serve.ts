import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const VIGIL = fileURLToPath(new URL('../../build/vigil.mjs', import.meta.url));
export const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
export const REPLAY = `${SHARED}tools/replay-eve.mjs`;

export interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it logged, for the message of a failing test. */
  log(): string;
  metrics(): Promise<string>;
  /** Sum of a metric over its labels. */
  metric(name: string): Promise<number>;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/** A real node host in a process of its own, ready. */
export async function serve(args: readonly string[], nodeOptions: readonly string[] = []): Promise<Serving> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...nodeOptions, VIGIL, 'serve', '--port', '0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (data: Buffer) => {
    log = (log + data.toString()).slice(-20_000);
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const ready = await Promise.race([
    once(lines, 'line').then(([line]) => JSON.parse(String(line)) as { ready: boolean; url: string }),
    ended.then(([code]) => {
      throw new Error(`serve ended with ${code}:\n${log}`);
    }),
  ]);
  const metrics = async () => (await fetch(`${ready.url}metrics`)).text();
  return {
    url: ready.url,
    process: child,
    log: () => log,
    metrics,
    metric: async (name) => sumOf(await metrics(), name),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

export function sumOf(metrics: string, name: string): number {
  let sum = 0;
  for (const line of metrics.split('\n')) {
    if (line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      sum += Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return sum;
}

/** Waits for a condition, not for a time. @throws Error with `what` when it does not come true */
export async function until(
  what: string,
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 90_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs a program to its end. @returns its exit code and output */
export async function run(command: string, args: readonly string[], input = '') {
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
