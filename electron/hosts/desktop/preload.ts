import { contextBridge, ipcRenderer } from 'electron';

// Compiled with the rest of the core, without the DOM's types; this is all of it that is used here.
declare const window: { postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void };
declare const location: { readonly origin: string };

const DISPLAY = '--vigil-display=';
const display = process.argv.find((argument) => argument.startsWith(DISPLAY))?.slice(DISPLAY.length) ?? '';

// A port can't go through contextBridge; a window message to our own origin carries it.
ipcRenderer.on('vigil-port', (event) => window.postMessage('vigil-port', location.origin, event.ports));

contextBridge.exposeInMainWorld('vigil', {
  host: 'desktop',
  display: decodeURIComponent(display),
  requestPort: () => ipcRenderer.send('vigil-port'),
});
