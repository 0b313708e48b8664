import { readFile, stat } from 'node:fs/promises';
import type { ListCount } from './indicator-values.ts';
import { type AddressTree, readTree } from './address-tree.ts';
import { type ListPack, ListPacker } from './list-pack.ts';
import { readThreatList } from './threat-list.ts';

const MAX_DATABASE_BYTES = 512 * 1024 * 1024;
const MAX_LIST_BYTES = 64 * 1024 * 1024;

/** @throws Error when it is no such file */
export async function readDatabaseFile(file: string): Promise<AddressTree> {
  if ((await stat(file)).size > MAX_DATABASE_BYTES) throw new Error('larger than 512 MiB');
  return readTree(await readFile(file));
}

/**
 * Comments alone are a list with nothing on it; an empty file, or lines of something else, are a broken download.
 * @throws Error when it is no list
 */
export async function readListFile(file: string, limit: number | undefined): Promise<ListPack> {
  if ((await stat(file)).size > MAX_LIST_BYTES) throw new Error('larger than 64 MiB');
  const text = await readFile(file, 'utf8');
  const packer = new ListPacker(limit);
  const count: ListCount = readThreatList(text, packer);
  if (count.entries === 0 && (count.notUnderstood > 0 || text.trim() === '')) {
    throw new Error('there is not one indicator in it');
  }
  return packer.pack(count);
}
