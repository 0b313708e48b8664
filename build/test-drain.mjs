// Loaded into every test process. `--test-force-exit` ends one as soon as its last test is over, with reports still
// on their way: hundreds of tests of a fast file were told or not as it happened. It ends when all has been said.
import { isMainThread } from 'node:worker_threads';

const MOST_MS = 10_000;
/** Turns of the loop with nothing to write after which nothing more comes. */
const CALM_TURNS = 8;

if (isMainThread && process.env.NODE_TEST_CONTEXT !== undefined) {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    if (code !== undefined) process.exitCode = code;
    const started = performance.now();
    let calm = 0;
    const look = () => {
      calm = process.stdout.writableLength === 0 ? calm + 1 : 0;
      if (calm > CALM_TURNS || performance.now() - started > MOST_MS) exit();
      else setImmediate(look);
    };
    look();
  };
}
