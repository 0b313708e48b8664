import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Quarantined } from '#contract/health.ts';

/** The file and the one before it. */
const MAX_FILE_BYTES = 1_000_000;
const MAX_RECORD = 2_048;
/** Reasons in Health; of each source few, so that a flood of rubbish from one hides nothing of the others. */
const LATEST = 12;
const LATEST_OF_SOURCE = 3;
const SAMPLE = 160;
/** Between two writes; a feed of nothing but rubbish must not be a load on the disk. */
const MAX_PENDING = 50;

interface Kept {
  readonly kind: string;
  readonly kept: Quarantined;
}

/**
 * Keeps what could not be read for whoever has to find out why: the latest reasons for Health, more in
 * `quarantine.jsonl` of the data folder. The count of all is the feed's.
 */
export class Quarantine {
  readonly #file: string | undefined;
  /** By source, newest first. */
  readonly #latest = new Map<string, Kept[]>();
  #pending: string[] = [];

  /** @param dataDir undefined keeps only the latest, in memory */
  constructor(dataDir: string | undefined) {
    this.#file = dataDir === undefined ? undefined : path.join(dataDir, 'quarantine.jsonl');
  }

  keep(source: string, reason: string, record: string, at: number): void {
    const short = reason.slice(0, SAMPLE);
    this.#count(source, short, record, at);
    if (this.#file === undefined || this.#pending.length >= MAX_PENDING) return;
    const time = new Date(at).toISOString();
    this.#pending.push(
      `${JSON.stringify({ time, source, reason: short, record: record.slice(0, MAX_RECORD) })}\n`,
    );
  }

  latest(): Quarantined[] {
    const all = [...this.#latest.values()].flat().sort((a, b) => b.kept.at - a.kept.at);
    return all.slice(0, LATEST).map(({ kept }) => kept);
  }

  #count(source: string, reason: string, record: string, at: number): void {
    const kind = kindOf(reason);
    const known = this.#latest.get(source) ?? [];
    const count = (known.find((entry) => entry.kind === kind)?.kept.count ?? 0) + 1;
    const kept = { at, source, reason, count, sample: record.slice(0, SAMPLE) };
    const others = known.filter((entry) => entry.kind !== kind).slice(0, LATEST_OF_SOURCE - 1);
    this.#latest.set(source, [{ kind, kept }, ...others]);
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

/** A reason without its numbers, and without what it quotes of the record. */
function kindOf(reason: string): string {
  const open = reason.indexOf('"');
  const rest = open < 0 ? reason : reason.slice(0, open) + reason.slice(reason.lastIndexOf('"'));
  return rest.replace(/\d+/g, '#');
}
