import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from './replace-file.ts';

export interface LastGoodConfig {
  readonly text: string;
  readonly savedAt: Date;
}

/** Each config file has its own; the copy holds its tokens too. */
function copyOf(dataDir: string, file: string): string {
  const key = createHash('sha256').update(path.resolve(file)).digest('hex').slice(0, 12);
  return path.join(dataDir, `config-${key}.yml`);
}

/** @throws Error when it can't be written */
export function keepLastGoodConfig(dataDir: string, file: string, text: string): void {
  replaceFile(copyOf(dataDir, file), text);
}

/** What a config file said when Vigil last started with it; undefined where there is none to be had. */
export function lastGoodConfig(dataDir: string, file: string): LastGoodConfig | undefined {
  const copy = copyOf(dataDir, file);
  try {
    return { text: readFileSync(copy, 'utf8'), savedAt: statSync(copy).mtime };
  } catch {
    return undefined;
  }
}
