import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { autostartEntry, isOurEntry } from './autostart-entry.ts';
import { argumentsFromAnywhere } from './options.ts';

export function startAtLogin(on: boolean, tell: (message: string) => void): void {
  try {
    // What starts this very wall again. An AppImage runs from a folder that is gone when it ends.
    const program = process.env['APPIMAGE'] ?? process.execPath;
    const args = argumentsFromAnywhere(process.argv, process.env, process.cwd(), app.isPackaged);
    if (process.platform !== 'linux') {
      app.setLoginItemSettings({ openAtLogin: on, path: program, args: [...args] });
      return;
    }
    const folder = path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'), 'autostart');
    const file = path.join(folder, 'vigil.desktop');
    const there = readOr(file);
    if (there !== undefined && !isOurEntry(there)) {
      if (on) tell(`start at login could not be set: ${file} is not Vigil's own`);
    } else if (on) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, autostartEntry(program, args, process.cwd()));
    } else if (there !== undefined) {
      rmSync(file, { force: true });
    }
  } catch (error) {
    tell(`start at login could not be set: ${String(error).slice(0, 200)}`);
  }
}

/** @returns undefined where there is no such file */
function readOr(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
