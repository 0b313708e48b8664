// npm run dev: the node host, restarted when the core changes, and vite's own server in front of it for the page.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { say, whenLauncherDies } from './process.mjs';
import { ensureNode, ensurePackages, ensureRenderer, root, SetupError } from './setup.mjs';

const CORE_PORT = process.env.VIGIL_DEV_PORT ?? '7420';

/** Also what build/vite.config.mjs can proxy to: it reads VIGIL_DEV_CORE. */
const core = `http://127.0.0.1:${CORE_PORT}`;

try {
  await ensurePackages();
  const node = await ensureNode();
  await ensureRenderer(node);
  const env = { ...process.env, VIGIL_DEV_CORE: core };
  const serve = ['serve', '--port', CORE_PORT, ...process.argv.slice(2)];
  const children = [
    spawn(node, ['--watch', '--watch-preserve-output', join(root, 'build/vigil.mjs'), ...serve], {
      stdio: 'inherit',
      env,
    }),
    spawn(node, [join(root, 'build/dev-page.mjs')], { stdio: 'inherit', env }),
  ];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  whenLauncherDies(stop);
  for (const child of children) child.on('exit', stop);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
