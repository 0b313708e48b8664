// The wall page: renderer/ to dist/renderer. Everything it needs is bundled; the hosts' CSP forbids the rest.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../renderer', import.meta.url));

/** Names the build by what it emitted, so that a page can tell that the core serves another one. */
function buildId() {
  return {
    name: 'vigil-build-id',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const names = Object.keys(bundle ?? {}).filter((name) => !name.endsWith('.html'));
        const id = bundle
          ? createHash('sha256').update(names.sort().join('\n')).digest('hex').slice(0, 12)
          : '';
        return html.replace('%VIGIL_BUILD%', id);
      },
    },
  };
}

/** The panels of the first scene a wall shows: their code is fetched beside the page's own, not after its first frame. */
const FIRST_PANELS = /panels\/(map|rate|alerts|incidents|talkers|health)\/index\.tsx$/;

/** @param {Record<string, string | boolean>} attrs */
const link = (attrs) => ({ tag: 'link', attrs, injectTo: 'head' });

/** Tells the browser early what the first picture needs: code, styles and land would else come one after the other. */
function firstPicture() {
  return {
    name: 'vigil-first-picture',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const code = new Set();
        const styles = new Set();
        const add = (chunk) => {
          if (chunk?.type !== 'chunk' || code.has(chunk.fileName) || html.includes(chunk.fileName)) return;
          code.add(chunk.fileName);
          for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
          for (const name of chunk.imports) add(bundle[name]);
        };
        const files = Object.values(bundle ?? {});
        for (const file of files) if (FIRST_PANELS.test(file.facadeModuleId ?? '')) add(file);
        // Latin: the text would be laid out anew when it comes.
        const font = files.filter(({ fileName }) => /subset\.91-.*\.woff2$/.test(fileName));
        const land = files.filter(({ fileName }) => /world.*\.json$/.test(fileName));
        return [
          ...[...code].map((name) => link({ rel: 'modulepreload', crossorigin: true, href: `./${name}` })),
          ...[...styles].map((name) =>
            link({ rel: 'preload', as: 'style', crossorigin: true, href: `./${name}` }),
          ),
          ...font.map(({ fileName }) =>
            link({
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: true,
              href: `./${fileName}`,
            }),
          ),
          ...land.map(({ fileName }) =>
            link({ rel: 'preload', as: 'fetch', crossorigin: true, href: `./${fileName}` }),
          ),
        ];
      },
    },
  };
}

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  // luma.gl without WebGPU: no wall needs both.
  resolve: {
    conditions: ['visgl:webgl-only', 'module', 'browser', 'development|production'],
    alias: [
      { find: /^zod$/, replacement: fileURLToPath(new URL('./zod-without-eval.mjs', import.meta.url)) },
    ],
  },
  plugins: [react(), firstPicture(), buildId()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    // A data: URL would be refused by the CSP for fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // React makes errors as it loads, and where an inspector is attached each has its file parsed a second time.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }] },
      },
    },
  },
});
