// Keeps a program of ours running: started again after each end, later each time, at last slowly and for ever.
// Plain JavaScript for Node 20, no packages.

const GRACE_MS = 60_000;
const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * @param {() => import('node:child_process').ChildProcess} launch
 * @param {{ again: (code: number | null) => boolean, say: (line: string) => void, now?: () => number,
 *   later?: (run: () => void, ms: number) => void }} options `again` says whether an end is to be mended.
 */
export function keepOpen(launch, options) {
  const now = options.now ?? (() => performance.now());
  const later = options.later ?? ((run, ms) => void setTimeout(run, ms));
  let failures = 0;
  const start = () => {
    const started = now();
    const child = launch();
    let ended = false;
    const end = (code, why) => {
      // A program that can't be started may say 'error' and 'exit'.
      if (ended) return;
      ended = true;
      if (!options.again(code)) return;
      if (now() - started > GRACE_MS) failures = 0;
      const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures++);
      options.say(`Chromium ${why}; starting it again in ${Math.round(waitMs / 1000)} s`);
      later(start, waitMs);
    };
    child.once('error', (error) => end(null, `could not be started (${error.message})`));
    child.once('exit', (code, signal) => end(code, signal ? `was ended by ${signal}` : `ended with ${code}`));
  };
  start();
}
