// Vite's development server for the page; calls and frames go to the node host. Started by build/dev.mjs.
import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from './setup.mjs';

const target = process.env.VIGIL_DEV_CORE ?? 'http://127.0.0.1:7420';
const server = await createServer({
  configFile: join(root, 'build/vite.config.mjs'),
  server: {
    proxy: {
      '/socket.io': { target, ws: true, changeOrigin: true },
      '/healthz': { target },
      '/metrics': { target },
    },
  },
});
await server.listen();
server.printUrls();
