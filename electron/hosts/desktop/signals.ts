import { ipcMain, type IpcMainEvent } from 'electron';
import { ORIGIN } from './page.ts';
import type { Windows } from './windows.ts';

/** What pages tell besides their port: that they live, that they have drawn, that they want to be loaded anew. */
export function listenForSignals(windows: Windows): void {
  const of = ({ sender, senderFrame }: IpcMainEvent) => {
    const ours = senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === ORIGIN;
    return ours ? windows.of(sender.id) : undefined;
  };
  ipcMain.on('vigil-alive', (event) => of(event)?.beat(event.sender.id));
  ipcMain.on('vigil-drawn', (event) => of(event)?.drawn(event.sender.id));
  ipcMain.on('vigil-refresh', (event) => of(event)?.refresh(event.sender.id));
}
