import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Quarantined } from '#contract/health.ts';

/** The file and the one before it. */
const MAX_FILE_BYTES = 1_000_000;
const MAX_RECORD = 2_048;
const LATEST = 8;
const SAMPLE = 160;
/** Between two writes; a feed of nothing but rubbish must not be a load on the disk. */
const MAX_PENDING = 50;

/**
 * Keeps what could not be read for whoever has to find out why: the latest for Health, more in `quarantine.jsonl`
 * of the data folder. The count of all is the feed's.
 */
export class Quarantine {
  readonly #file: string | undefined;
  readonly #latest: Quarantined[] = [];
  #pending: string[] = [];

  /** @param dataDir undefined keeps only the latest, in memory */
  constructor(dataDir: string | undefined) {
    this.#file = dataDir === undefined ? undefined : path.join(dataDir, 'quarantine.jsonl');
  }

  keep(source: string, reason: string, record: string, at: number): void {
    const short = reason.slice(0, SAMPLE);
    this.#latest.unshift({ at, source, reason: short, sample: record.slice(0, SAMPLE) });
    if (this.#latest.length > LATEST) this.#latest.length = LATEST;
    if (this.#file === undefined || this.#pending.length >= MAX_PENDING) return;
    const time = new Date(at).toISOString();
    this.#pending.push(
      `${JSON.stringify({ time, source, reason: short, record: record.slice(0, MAX_RECORD) })}\n`,
    );
  }

  latest(): Quarantined[] {
    return [...this.#latest];
  }

  /** @throws Error when the disk is full or the folder is gone; what was to be written is let go */
  write(): void {
    if (this.#file === undefined || this.#pending.length === 0) return;
    const text = this.#pending.join('');
    this.#pending = [];
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0 && size + Buffer.byteLength(text) > MAX_FILE_BYTES)
      renameSync(this.#file, `${this.#file}.1`);
    appendFileSync(this.#file, text, { mode: 0o600 });
  }
}
