// npm run shots: sets up what is missing, then takes a picture of every scene at 1080p and at 4K on the demo feed;
// `-- --to FOLDER` puts them elsewhere than into assets/screenshots.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium } from './browsers.mjs';
import { say } from './process.mjs';
import { ensureNode, ensurePackages, ensureRenderer, root, SetupError } from './setup.mjs';

async function setUp() {
  await ensurePackages();
  const node = await ensureNode();
  await ensureRenderer(node);
  const chromium = await ensureChromium(node);
  if (!chromium.path) throw new SetupError(`no screenshots: ${chromium.why}`);
  return node;
}

const node = await setUp().catch((error) => {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
});
const done = spawnSync(
  node,
  ['--disable-warning=ExperimentalWarning', join(root, 'tests/wall/shots.ts'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.exit(done.status ?? 1);
