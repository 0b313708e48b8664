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

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  // luma.gl without WebGPU: no wall needs both.
  resolve: { conditions: ['visgl:webgl-only', 'module', 'browser', 'development|production'] },
  plugins: [react(), buildId()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    // A data: URL would be refused by the CSP for fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    modulePreload: { polyfill: false },
  },
});
