// Bundles the desktop host for Electron: main as ESM, preload as CommonJS (a sandboxed preload can be nothing else).
// Runs on Node 24: node build/desktop.mjs OUT
import { join, relative, resolve, sep } from 'node:path';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = resolve(process.argv[2] ?? join(root, 'dist/desktop'));
/** Where the bundle is run from, whatever folder it is built in. */
const home = join(root, 'dist/desktop');

const WORKER = /new URL\(['"]\.\/([\w-]+-worker)\.ts['"], import\.meta\.url\)/g;
/** Entry files of threads by the name of their bundle. */
const workers = new Map();

/** A bundled module still finds files by its own place in the source tree. */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (!code.includes('import.meta.')) return null;
    const place = JSON.stringify(relative(home, id).split(sep).join('/'));
    const moved = code
      // A thread's own file is bundled beside the host: Electron need not know TypeScript.
      .replaceAll(WORKER, (_, name) => {
        workers.set(`${name}.mjs`, join(dirname(id), `${name}.ts`));
        return `new URL('./${name}.mjs', import.meta.url_kept)`;
      })
      .replaceAll(/\bimport\.meta\.url\b/g, `new URL(${place}, import.meta.url).href`)
      .replaceAll(/\bimport\.meta\.dirname\b/g, `__pathOf(new URL('.', new URL(${place}, import.meta.url)))`)
      .replaceAll('import.meta.url_kept', 'import.meta.url');
    // No lines are moved, so the map that there is still fits.
    return { code: (code.includes('import.meta.dirname') ? PATH_OF : '') + moved, map: null };
  },
};
const PATH_OF = "import { fileURLToPath as __pathOf } from 'node:url'; ";

/** Our own code is bundled; packages stay in node_modules, where they find their own files. */
function external(id) {
  return !id.startsWith('.') && !id.startsWith('#') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id);
}

async function bundle(entry, format, name) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [keepPlaces],
    build: {
      ssr: entry,
      outDir: out,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rollupOptions: { external, output: { format, entryFileNames: name, codeSplitting: false } },
    },
  });
}

await bundle(join(root, 'electron/hosts/desktop/main.ts'), 'es', 'main.mjs');
await bundle(join(root, 'electron/hosts/desktop/preload.ts'), 'cjs', 'preload.cjs');
for (const [name, entry] of workers) await bundle(entry, 'es', name);
