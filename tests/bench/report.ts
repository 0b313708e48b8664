import { cpus } from 'node:os';

/** One measured figure and what it should be. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** Empty where there is nothing to reach. */
  readonly goal: string;
  /** Undefined where there is nothing to reach. */
  readonly reached: boolean | undefined;
}

/** Prints one row of the table. */
export type Print = (figure: Figure) => void;

export function header(): string {
  const [cpu] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  return `${date} · Node ${process.versions.node} · ${cpus().length} × ${cpu?.model ?? 'unknown CPU'}\n`;
}

export function row({ name, value, goal, reached }: Figure): string {
  const mark = reached === undefined ? '  ' : reached ? 'ok' : '!!';
  return `${mark} ${name.padEnd(64)} ${value.padStart(24)}   ${goal}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Seconds of this thread's CPU that the work takes; what else the machine does is not in it. */
export function cpuSeconds(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}
