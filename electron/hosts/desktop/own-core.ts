import { fileURLToPath } from 'node:url';
import { formatProblem } from '#core/base/problem.ts';
import { buildIdOf, readPageFiles } from '#hosts/shared/page-files.ts';
import { setUp } from '#hosts/shared/set-up.ts';
import type { Core } from './core.ts';
import { ownHome } from './home.ts';
import type { DesktopOptions } from './options.ts';
import { servePorts } from './ports.ts';
import { coreWords } from './status-text.ts';

const PAGE_FOLDER = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));

/** Runs the engine in this process. @throws UsageError as setUp does */
export async function ownCore(
  options: DesktopOptions & { readonly dataDir: string },
  tell: (message: string) => void,
  report: (error: unknown) => void,
): Promise<Core> {
  const { config, ingest, createEngine } = await setUp(options, tell);
  const files = readPageFiles(PAGE_FOLDER);
  const { engine, stop } = createEngine();
  for (const problem of engine.rulesProblems) tell(formatProblem(problem));
  for (const name of ingest.keys()) {
    const words = `${name}: nothing can post here, HTTP ingest needs the node host (npm run vigil -- serve)`;
    tell(words);
    engine.notice(words);
  }
  let closePorts: (() => void) | undefined;
  return {
    home: ownHome,
    kiosk: config.kiosk,
    files,
    words: (language) => coreWords(language, engine.health()),
    serve(displayOf) {
      closePorts = servePorts(engine, { build: buildIdOf(files), displayOf, report });
    },
    async stop() {
      closePorts?.();
      await stop();
    },
  };
}
