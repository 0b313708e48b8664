import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is really held: V8's heap after a full collection. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
