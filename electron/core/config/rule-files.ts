import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '#core/base/problem.ts';

/** One file of rules or pipelines as it stands on disk. */
export interface RuleFileText {
  readonly path: string;
  readonly text: string;
}

export interface RuleFiles {
  readonly texts: readonly RuleFileText[];
  /** Paths that are not there or can't be read. */
  readonly problems: readonly Problem[];
}

/** Rules are kilobytes; a larger file is something else. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads rule files. A path may be a file, whatever its name, or a folder, whose *.yml and *.yaml are read at any
 * depth in the order of their names. What can't be read is a problem, never an exception.
 */
export async function readRuleFiles(paths: readonly string[]): Promise<RuleFiles> {
  const texts: RuleFileText[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    try {
      for (const file of await filesOf(path)) {
        if (seen.has(file)) continue;
        seen.add(file);
        if ((await stat(file)).size > MAX_BYTES) throw new Error('too large for a rule file');
        texts.push({ path: file, text: await readFile(file, 'utf8') });
      }
    } catch (error) {
      problems.push({ file: path, line: 1, column: 1, message: reason(error) });
    }
  }
  return { texts, problems };
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An editor writes a file in several steps: wait until it has been quiet for so long. */
const SETTLE_MS = 250;
/** Where the system tells of no changes (network drives), look so often. */
const POLL_MS = 5000;

/**
 * Calls `onChange` with all files whenever what they say has changed. Returns the way to stop.
 * Folders are watched at any depth, files through their folder, so that a replaced file is seen too.
 * @param before what was read of them earlier, so that a change since then is told; what is there now, unless given
 */
export function watchRuleFiles(
  paths: readonly string[],
  onChange: (files: RuleFiles) => void,
  before?: RuleFiles,
): () => void {
  let known = before && JSON.stringify(before);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    const files = await readRuleFiles(paths);
    const now = JSON.stringify(files);
    if (stopped) return;
    const changed = known !== undefined && known !== now;
    known = now;
    if (changed) onChange(files);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), SETTLE_MS);
  };
  void look();
  const watchers = paths.flatMap((path) => startWatching(path, soon) ?? []);
  const poll = setInterval(() => void look(), POLL_MS);
  poll.unref();
  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(poll);
    for (const watcher of watchers) watcher.close();
  };
}

function startWatching(path: string, onEvent: () => void): FSWatcher[] {
  const watchers: FSWatcher[] = [];
  for (const [target, recursive] of [
    [path, true],
    [dirname(path), false],
  ] as const) {
    try {
      const watcher = watch(target, { recursive, persistent: false }, onEvent);
      // Polling goes on where a watch breaks.
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // Not there yet: polling finds it.
    }
  }
  return watchers;
}
