import type { Api } from '#contract/api.ts';
import { clientOf } from './client.ts';
import { desktopTransport, type DesktopBridge, type JoinedBridge } from './desktop.ts';
import { socketTransport } from './socket.ts';
import type { Listeners } from './transport.ts';

declare global {
  interface Window {
    /** Put there by the desktop host's preload. */
    readonly vigil?: DesktopBridge | JoinedBridge;
  }
}

/** Joins the core, for ever. Which way is the host's affair: a port of the desktop's, else Socket.IO. */
export function connect(display: string, token: string | undefined, listeners: Listeners): Api {
  const transport =
    window.vigil?.host === 'desktop'
      ? desktopTransport(window.vigil, listeners)
      : socketTransport(display, token, listeners);
  return clientOf(transport);
}
