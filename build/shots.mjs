// npm run shots: sets up what is missing, then takes a picture of every built-in scene on the demo feed; with
// `-- --all` at 4K too.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium } from './browsers.mjs';
import { say } from './process.mjs';
import { ensureNode, ensurePackages, ensureRenderer, root } from './setup.mjs';

await ensurePackages();
const node = await ensureNode();
await ensureRenderer(node);
const chromium = await ensureChromium(node);
if (!chromium.path) {
  say(`no screenshots: ${chromium.why}`);
  process.exit(1);
}
const done = spawnSync(
  node,
  ['--disable-warning=ExperimentalWarning', join(root, 'tests/wall/shots.ts'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.exit(done.status ?? 1);
