import { randomUUID } from 'node:crypto';
import { ipcMain, MessageChannelMain } from 'electron';
import { serveIpc } from '#bridge/ipc.ts';
import type { Engine } from '#core/engine.ts';
import { ORIGIN } from './home.ts';

export interface PortsOptions {
  readonly build: string;
  /** The display whose window has these contents, empty for the control room's; undefined for contents that are none of ours. */
  displayOf(contentsId: number): string | undefined;
  report(error: unknown): void;
}

/** Gives each window that asks a port of its own to the core; a window has one at a time. @returns ends them all */
export function servePorts(engine: Engine, options: PortsOptions): () => void {
  const open = new Map<number, () => void>();
  ipcMain.on('vigil-port', ({ sender, senderFrame }) => {
    const display = options.displayOf(sender.id);
    const ours = senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === ORIGIN;
    if (display === undefined || !ours) return;
    const known = open.has(sender.id);
    open.get(sender.id)?.();
    const { port1, port2 } = new MessageChannelMain();
    // Whoever sits at the machine may do everything, as on the node host's loopback.
    const caller = { role: 'supervisor', name: 'local', client: randomUUID() } as const;
    const end = serveIpc(engine, port1, caller, { build: options.build, display, report: options.report });
    open.set(sender.id, end);
    sender.postMessage('vigil-port', null, [port2]);
    if (known) return;
    const close = () => {
      open.get(sender.id)?.();
      open.delete(sender.id);
    };
    sender.once('destroyed', close);
    sender.on('render-process-gone', close);
  });
  return () => {
    for (const end of open.values()) end();
    open.clear();
  };
}
