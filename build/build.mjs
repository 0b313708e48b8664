// Builds everything that is built: the wall page and the desktop host, into dist/.
import { say } from './process.mjs';
import { ensureDesktop, ensureNode, ensurePackages, ensureRenderer, SetupError } from './setup.mjs';

try {
  await ensurePackages();
  const node = await ensureNode();
  say(`wall page in ${await ensureRenderer(node)}`);
  say(`desktop host in ${await ensureDesktop(node)}`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
