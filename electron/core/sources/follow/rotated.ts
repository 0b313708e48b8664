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

/** The rotated files beside `path`, oldest first. */
export async function rotatedFiles(path: string): Promise<Rotated[]> {
  const folder = dirname(path);
  const base = basename(path);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return [];
  }
  const found: Rotated[] = [];
  for (const name of names) {
    const age = ageOf(base, name);
    if (age === undefined) continue;
    const rotated = await describe(join(folder, name), age);
    if (rotated !== undefined) found.push(rotated);
  }
  return found.sort((a, b) => (a.mtimeNs === b.mtimeNs ? b.age - a.age : a.mtimeNs < b.mtimeNs ? -1 : 1));
}

/** Undefined when it is no file or has just gone. */
export async function describe(path: string, age = -Infinity): Promise<Rotated | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    return { path, key: fileKey(found), size: Number(found.size), mtimeNs: found.mtimeNs, age };
  } catch {
    return undefined;
  }
}

/** What was written after the given file, oldest first; the followed path itself is not among it. */
export async function successors(path: string, key: string, mtimeNs: bigint): Promise<Rotated[]> {
  const current = await describe(path);
  const all = await rotatedFiles(path);
  const own = all.findIndex((file) => file.key === key);
  const later = own >= 0 ? all.slice(own + 1) : all.filter((file) => file.mtimeNs > mtimeNs);
  return later.filter((file) => file.size > 0 && file.key !== current?.key && file.key !== key);
}

/**
 * Opens the remembered file under whatever name it has now, or a copy of it (copytruncate): it must begin alike and
 * reach to the offset. Undefined when it is gone.
 */
export async function locate(path: string, ref: FileRef, offset: number): Promise<TailFile | undefined> {
  const current = await describe(path);
  const all = [...(current === undefined ? [] : [current]), ...(await rotatedFiles(path)).reverse()];
  const byInode = all.filter((file) => file.key === ref.key);
  // A copy is known by its beginning alone, so there must be one.
  const byHead = ref.head.length > 0 ? all.filter((file) => file.key !== ref.key) : [];
  for (const candidate of [...byInode, ...byHead]) {
    if (candidate.size < offset) continue;
    let file: TailFile;
    try {
      file = await TailFile.open(candidate.path);
    } catch {
      continue;
    }
    if (await file.beginsLike(ref.head)) return file;
    await file.close();
  }
  return undefined;
}
