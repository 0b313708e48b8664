import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Output } from './hunting.ts';

const CACHE = fileURLToPath(new URL('../../../dist/compile-cache', import.meta.url));

/**
 * `vigil hunt`; hunting.ts tells what it does and what its exit codes mean. Half of a short hunt went into compiling
 * ourselves: what comes after this line is kept compiled. Where the folder can't be written nothing is lost but time.
 */
export async function hunt(argv: string[], output?: Output): Promise<number> {
  enableCompileCache(CACHE);
  const { runHunt } = await import('./hunting.ts');
  return runHunt(argv, output);
}
