import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type FileRef, fileKey, TailFile } from './tail-file.ts';

/** A file that rotation may have made out of the followed one. */
export interface Rotated {
  readonly path: string;
  readonly key: string;
  readonly size: number;
  readonly mtimeNs: bigint;
  /** Larger is older: .2 is older than .1, a date before another. */
  readonly age: number;
}

/** `eve.json.1`, `eve.json-20261124`, and `eve-20261124.json` as logrotate's `extension` makes them; not .gz. */
function ageOf(base: string, name: string): number | undefined {
  const extension = extname(base);
  const stem = extension === '' ? base : base.slice(0, -extension.length);
  let suffix: string | undefined;
  if (name.startsWith(base)) suffix = name.slice(base.length);
  else if (extension !== '' && name.startsWith(stem) && name.endsWith(extension)) {
    suffix = name.slice(stem.length, -extension.length);
  }
  if (suffix === undefined || !/^[.-]\d[\dT_.:-]*$/.test(suffix)) return undefined;
  const digits = suffix.replace(/\D/g, '');
  const value = Number(digits);
  // Six digits and more are a date, and dates grow.
  return digits.length >= 6 ? -value : value;
}

/** What stands under the followed name and beside it at one moment. */
export interface Snapshot {
  readonly current: Rotated | undefined;
  /** Oldest first. */
  readonly rotated: readonly Rotated[];
}

const SNAPSHOT_TRIES = 20;

/** Looks until two looks agree: a rotation in the middle of one would hide a file from it. */
export async function snapshot(path: string): Promise<Snapshot> {
  let last = await look(path);
  for (let tries = 0; tries < SNAPSHOT_TRIES; tries++) {
    const next = await look(path);
    const same = names(last) === names(next);
    last = next;
    if (same) break;
  }
  return last;
}

function names({ current, rotated }: Snapshot): string {
  return [current?.key ?? '', ...rotated.map(({ path, key }) => `${path}=${key}`)].join('\n');
}

async function look(path: string): Promise<Snapshot> {
  const current = await describe(path, -Infinity);
  const folder = dirname(path);
  const base = basename(path);
  const rotated: Rotated[] = [];
  for (const name of await list(folder)) {
    const age = ageOf(base, name);
    const found = age === undefined ? undefined : await describe(join(folder, name), age);
    if (found !== undefined && found.key !== current?.key) rotated.push(found);
  }
  rotated.sort((a, b) => (a.mtimeNs === b.mtimeNs ? b.age - a.age : a.mtimeNs < b.mtimeNs ? -1 : 1));
  return { current, rotated };
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Undefined when it is no file or has just gone. */
async function describe(path: string, age: number): Promise<Rotated | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    return { path, key: fileKey(found), size: Number(found.size), mtimeNs: found.mtimeNs, age };
  } catch {
    return undefined;
  }
}

/** Key of the file that has the name now. */
export async function keyOf(path: string): Promise<string | undefined> {
  return (await describe(path, 0))?.key;
}

/**
 * What to read after the given file: the oldest of those written later, at last the one under the followed name.
 * Undefined while it has that name itself, and while nothing newer holds anything.
 */
export function successor({ current, rotated }: Snapshot, key: string, mtimeNs: bigint): Rotated | undefined {
  if (current?.key === key) return undefined;
  const own = rotated.findIndex((file) => file.key === key);
  const later = own >= 0 ? rotated.slice(own + 1) : rotated.filter((file) => file.mtimeNs > mtimeNs);
  return [...later, ...(current === undefined ? [] : [current])].find((file) => file.size > 0);
}

/** Opens a file of a snapshot; undefined when its name has become another's since. */
export async function openSame({ path, key }: Rotated): Promise<TailFile | undefined> {
  let file: TailFile;
  try {
    file = await TailFile.open(path);
  } catch {
    return undefined;
  }
  if (file.key === key) return file;
  await file.close();
  return undefined;
}

const LOCATE_TRIES = 4;
const LOCATE_PAUSE_MS = 25;

/**
 * Opens the remembered file under whatever name it has now, or a copy of it (copytruncate): it must begin alike and
 * reach to the offset. Undefined when it is gone; that is said only after several looks, for a rotation may be under
 * way.
 */
export async function locate(path: string, ref: FileRef, offset: number): Promise<TailFile | undefined> {
  for (let tries = 1; ; tries++) {
    const file = await locateOnce(await snapshot(path), ref, offset);
    if (file !== undefined || tries === LOCATE_TRIES) return file;
    await new Promise((resolve) => setTimeout(resolve, LOCATE_PAUSE_MS));
  }
}

async function locateOnce(
  { current, rotated }: Snapshot,
  ref: FileRef,
  offset: number,
): Promise<TailFile | undefined> {
  const all = [...(current === undefined ? [] : [current]), ...rotated.toReversed()];
  const byInode = all.filter((file) => file.key === ref.key);
  // A copy is known by its beginning alone, so there must be one.
  const byHead = ref.head.length > 0 ? all.filter((file) => file.key !== ref.key) : [];
  for (const candidate of [...byInode, ...byHead]) {
    if (candidate.size < offset) continue;
    const file = await openSame(candidate);
    if (file?.beginsLike(ref.head) === true) return file;
    await file?.close();
  }
  return undefined;
}
