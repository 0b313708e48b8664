import { contextBridge, ipcRenderer } from 'electron';

// Compiled with the rest of the core, without the DOM's types; this is all of it that is used here.
declare const window: { postMessage(message: unknown, origin: string, transfer?: readonly unknown[]): void };
declare const location: { readonly origin: string };

/** As heartbeat.ts has it; a preload imports nothing. */
const BEAT_MS = 1_000;

function given(name: string): string {
  const start = `--vigil-${name}=`;
  const found = process.argv.find((argument) => argument.startsWith(start));
  return decodeURIComponent(found?.slice(start.length) ?? '');
}

// A port can't go through contextBridge; a window message to our own origin carries it.
ipcRenderer.on('vigil-port', (event) => window.postMessage('vigil-port', location.origin, event.ports));
ipcRenderer.on('vigil-pin', (_event, view: unknown) =>
  window.postMessage({ t: 'vigil-pin', view }, location.origin),
);

// On the page's own thread: it stops when that stands still.
ipcRenderer.send('vigil-alive');
setInterval(() => ipcRenderer.send('vigil-alive'), BEAT_MS);

const host = given('host');

contextBridge.exposeInMainWorld('vigil', {
  host,
  display: given('display'),
  machine: given('machine'),
  drawn: () => ipcRenderer.send('vigil-drawn'),
  refresh: () => ipcRenderer.send('vigil-refresh'),
  // The core of a page from a server is over there.
  ...(host === 'desktop' ? { requestPort: () => ipcRenderer.send('vigil-port') } : {}),
});
