import { mkdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where suppressions lie in a data folder; rules are read from there too. */
export function suppressionsFolder(dataDir: string): string {
  return join(dataDir, 'suppressions');
}

/** Made, with its data folder, for Vigil's own user alone. @throws Error when it can't be */
export function makeSuppressionsFolder(dataDir: string): string {
  const folder = suppressionsFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Writes one, whole or not at all. @param id a UUID: it names the file
 * @throws Error when the folder can't be written
 */
export async function writeSuppression(folder: string, id: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${id}.yml`);
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** @returns false when there was none */
export async function removeSuppression(folder: string, id: string): Promise<boolean> {
  try {
    await rm(join(folder, `${id}.yml`));
    return true;
  } catch {
    return false;
  }
}
