import { ipcMain, type IpcMainEvent } from 'electron';
import { type Home, ORIGIN } from './home.ts';
import type { Windows } from './windows.ts';

/** What pages tell besides their port: that they live, that they have drawn, that they want to be loaded anew. */
export function listenForSignals(windows: Windows, { origin }: Home): void {
  // Where the wall comes from a server, the pages that stand for it are this process' own all the same.
  const origins = new Set([origin, ORIGIN]);
  const of = ({ sender, senderFrame }: IpcMainEvent) => {
    const ours = senderFrame !== null && senderFrame === sender.mainFrame && origins.has(senderFrame.origin);
    return ours ? windows.of(sender.id) : undefined;
  };
  ipcMain.on('vigil-alive', (event) => of(event)?.beat(event.sender.id));
  ipcMain.on('vigil-drawn', (event) => of(event)?.drawn(event.sender.id));
  ipcMain.on('vigil-refresh', (event) => of(event)?.refresh(event.sender.id));
}
