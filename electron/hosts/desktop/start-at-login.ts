import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { autostartEntry } from './autostart-entry.ts';

/** What starts this very process again. Packed, the program knows its own main; else it is an argument. */
function command(): { program: string; args: string[] } {
  const args = process.argv.slice(1);
  // A relative main would be looked for in the login's folder.
  if (!app.isPackaged && args[0] !== undefined) {
    const main = args.findIndex((argument) => !argument.startsWith('-'));
    const found = args[main];
    if (found !== undefined) args[main] = path.resolve(found);
  }
  return { program: process.execPath, args };
}

export function startAtLogin(on: boolean, tell: (message: string) => void): void {
  try {
    const { program, args } = command();
    if (process.platform !== 'linux') {
      app.setLoginItemSettings({ openAtLogin: on, path: program, args });
      return;
    }
    const folder = path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'), 'autostart');
    const file = path.join(folder, 'vigil.desktop');
    if (!on) {
      rmSync(file, { force: true });
      return;
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, autostartEntry(program, args));
  } catch (error) {
    tell(`start at login could not be set: ${String(error).slice(0, 200)}`);
  }
}
