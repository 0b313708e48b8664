import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** @returns what is wrong with a database; empty when it is whole */
function faultOf(file: string): string {
  try {
    const db = new DatabaseSync(file);
    try {
      // One file, without the log that the database it was made from has beside it.
      db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;');
      const found = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
      return found === 'ok' ? '' : String(found).replaceAll('\n', ' ');
    } finally {
      db.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

parentPort?.postMessage(faultOf(String(workerData)), []);
