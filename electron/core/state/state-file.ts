import { accessSync, constants, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyOf, emptyFile, sync, writtenAt } from './safe-copy.ts';
import { StateUnusable } from './state-unusable.ts';

export interface OpenedState {
  readonly db: DatabaseSync;
  readonly file: string;
  /** What a person should know of how it opened; empty when all is well. */
  readonly notices: readonly string[];
}

export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS source (name TEXT PRIMARY KEY, position TEXT, events INTEGER, malformed INTEGER);
  CREATE TABLE IF NOT EXISTS incident (id TEXT PRIMARY KEY, updated REAL, json TEXT);
  CREATE TABLE IF NOT EXISTS alarm (id TEXT PRIMARY KEY, raised REAL, json TEXT);
  CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, json TEXT);
  CREATE TABLE IF NOT EXISTS document (kind TEXT, id TEXT, json TEXT, previous TEXT, PRIMARY KEY (kind, id));
`;
/** A database that is not Vigil's has other columns. */
const COLUMNS = [
  'SELECT name, position, events, malformed FROM source',
  'SELECT id, updated, json FROM incident',
  'SELECT id, raised, json FROM alarm',
  'SELECT name, json FROM counter',
  'SELECT kind, id, json, previous FROM document',
];

/** Primary result codes of SQLite. */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/**
 * Opens the state of a data folder, both made if missing. What is damaged is put aside, never deleted, and state goes
 * on from its last good copy; whatever else stands in the way is told, and nothing is touched.
 * @throws StateUnusable when the folder can't be used or another Vigil still holds it after five seconds
 */
export function openState(dataDir: string): OpenedState {
  const file = path.join(dataDir, 'state.db');
  makeUsable(dataDir, file);
  // A store that was ever opened is not empty: an empty or missing one beside its copy was lost.
  const lost = writtenAt(file) === undefined && writtenAt(copyOf(file)) !== undefined;
  const opened = lost ? 'it is missing or empty' : open(file);
  if (typeof opened !== 'string') return { db: opened, file, notices: [] };
  try {
    return goOn(file, opened);
  } catch (error) {
    if (error instanceof StateUnusable) throw error;
    throw new StateUnusable(`${file} is damaged: ${opened}; it can't be replaced: ${wordsOf(error)}`, {
      cause: error,
    });
  }
}

/** Ended anywhere in it, the next start finds the damage again, or no state but its copy. */
function goOn(file: string, damage: string): OpenedState {
  const copy = copyOf(file);
  const copiedAt = writtenAt(copy);
  const fresh = `${file}.new`;
  if (copiedAt !== undefined) {
    emptyFile(fresh);
    copyFileSync(copy, fresh);
    sync(fresh);
  }
  const aside = putAside(file);
  const told = `${file} is damaged: ${damage}${aside === undefined ? '' : `; it is kept as ${aside}`}`;
  if (copiedAt !== undefined) {
    renameSync(fresh, file);
    const db = open(file);
    if (typeof db !== 'string') {
      const time = new Date(copiedAt).toISOString();
      const since =
        'Feeds that keep their past are read again from there; what others told since then is lost';
      return { db, file, notices: [`${told}. State goes on from its copy of ${time}. ${since}`] };
    }
    emptyFile(file);
    putAside(copy);
  }
  const db = open(file);
  if (typeof db === 'string') throw new StateUnusable(`${file} can't be used: ${db}`);
  return { db, file, notices: [`${told}. There is no good copy of it: state starts afresh`] };
}

function makeUsable(dataDir: string, file: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    // SQLite would say "disk I/O error" or "unable to open".
    for (const name of [file, `${file}-wal`]) {
      if (existsSync(name)) accessSync(name, constants.R_OK | constants.W_OK);
    }
  } catch (error) {
    throw new StateUnusable(`The data folder ${dataDir} can't be used: ${wordsOf(error)}`, { cause: error });
  }
}

/**
 * The exclusive lock is the operating system's: it ends with the process however that ends, so a restart after
 * SIGKILL finds no stale lock.
 * @returns the database, or what is damaged in it
 * @throws StateUnusable
 */
function open(file: string): DatabaseSync | string {
  let db: DatabaseSync | undefined;
  try {
    if (!existsSync(file)) emptyFile(file);
    db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    db.exec(SCHEMA);
    db.exec('BEGIN IMMEDIATE; COMMIT;');
    const found = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (found === 'ok') {
      for (const sql of COLUMNS) db.prepare(sql);
      return db;
    }
    db.close();
    return String(found).replaceAll('\n', ' ');
  } catch (error) {
    if (db?.isOpen) db.close();
    const code = codeOf(error);
    if (code === CORRUPT || code === NOT_A_DATABASE) return wordsOf(error);
    const dataDir = path.dirname(file);
    throw new StateUnusable(
      code === BUSY ? `Another Vigil is using ${dataDir}` : `${file} can't be used: ${wordsOf(error)}`,
      { cause: error },
    );
  }
}

/** The log goes with its database: beside another one it would be played into that. @returns its new name */
function putAside(file: string): string | undefined {
  const name = `${file}.broken-${stamp()}`;
  let moved = false;
  for (const end of ['-wal', '-shm', '-journal', '']) {
    if (!existsSync(file + end)) continue;
    renameSync(file + end, name + end);
    moved = true;
  }
  return moved ? name : undefined;
}

function stamp(): string {
  return new Date().toISOString().replaceAll(':', '');
}

/** Of SQLite's extended codes the part that says what kind of fault it is. */
function codeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
