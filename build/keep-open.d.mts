import type { EventEmitter } from 'node:events';

export interface KeepOpenOptions {
  again(code: number | null): boolean;
  say(line: string): void;
  now?: () => number;
  later?: (run: () => void, ms: number) => void;
}

export function keepOpen(launch: () => EventEmitter, options: KeepOpenOptions): void;
