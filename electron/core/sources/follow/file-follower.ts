import type { Clock } from '#core/base/clock.ts';
import type { RecordBatch, SourceCondition } from '#core/base/source.ts';
import { LineSplitter, type SplitLines } from './line-splitter.ts';
import { type FilePosition, readPosition, WarmTrail } from './position.ts';
import { keyOf, locate, openSame, snapshot, successor } from './rotated.ts';
import { TailFile } from './tail-file.ts';
import { sleep } from '../sleep.ts';
import { Wake } from './wake.ts';
import { warmUp } from './warm-up.ts';

export interface FollowOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Where to begin in a file that no position is known of. */
  readonly from?: 'start' | 'end';
  /** Longer lines are given up. */
  readonly maxLineBytes?: number;
}

/** How long to wait for news where the system does not tell of it. */
const POLL_MS = 100;
/** Least time between two reads at the end: a writer of a line a time is read in small batches, not line by line. */
const GAP_MS = 10;
/** How often to look whether the file was renamed or emptied. */
const CHECK_MS = 50;
const RETRY_MS = 1000;
const IDLE_AFTER_MS = 10_000;
/** File systems stamp with the time of the last timer tick, which may lie this far back. */
const STAMP_MS = 20;
/** How long a loss stays in the condition's detail. */
const NOTE_MS = 10 * 60_000;

interface Cursor {
  readonly file: TailFile;
  readonly lines: LineSplitter;
}

/**
 * Follows a file of lines by name through rotation by renaming, by copying and emptying, and through restarts, and
 * gives every whole line once. A renamed file is read to its end before the next one is begun, and only when the
 * next one has something in it: a writer may go on in the old one until it is told.
 */
export class FileFollower {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #from: 'start' | 'end';
  readonly #maxLineBytes: number | undefined;
  #state: SourceCondition['state'] = 'connecting';
  #detail: string;
  #note = '';
  #noteAt = -Infinity;
  #lastDataAt = -Infinity;
  #backlog = 0;
  #cursor: Cursor | undefined;
  #trail = new WarmTrail();
  #total = 0;
  /** Where to go on after a read that failed. */
  #position: FilePosition | undefined;

  constructor({ path, clock, from = 'start', maxLineBytes }: FollowOptions) {
    this.#path = path;
    this.#clock = clock;
    this.#from = from;
    this.#maxLineBytes = maxLineBytes;
    this.#detail = `waiting for ${path}`;
  }

  condition(): SourceCondition {
    const now = this.#clock.monotonic();
    const state = this.#state === 'live' && now - this.#lastDataAt > IDLE_AFTER_MS ? 'idle' : this.#state;
    const note = now - this.#noteAt < NOTE_MS ? this.#note : '';
    const skipping = this.#cursor?.lines.skipping === true ? 'skipping an overlong line' : '';
    const detail = [this.#detail, skipping, note].filter((part) => part !== '').join('; ');
    return { state, detail, backlogBytes: this.#backlog };
  }

  async *read(position: unknown, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const wake = new Wake(this.#path);
    const stored = readPosition(position);
    this.#position = stored;
    this.#trail = new WarmTrail(stored?.warm);
    this.#total = stored?.total ?? 0;
    this.#set('connecting', '');
    try {
      if (stored !== undefined) {
        this.#set('connecting', 'reading the last minutes again');
        yield* warmUp(this.#path, stored, this.#clock, signal);
      } else if (position !== undefined && position !== null) {
        this.#tell('the checkpoint could not be read: began anew');
      }
      while (!signal.aborted) {
        try {
          yield* this.#follow(wake, signal);
        } catch (error) {
          if (!isSystemError(error)) throw error;
          await this.#close();
          this.#set('failing', error.message);
          await sleep(RETRY_MS, signal);
        }
      }
    } finally {
      wake.close();
      await this.#close();
      this.#set('ended', '');
    }
  }

  async *#follow(wake: Wake, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    await this.#resume();
    let checkedAt = -Infinity;
    let finishing = false;
    while (!signal.aborted) {
      const cursor = this.#cursor;
      if (cursor === undefined) {
        this.#set('connecting', `waiting for ${this.#path}`);
        await wake.wait(POLL_MS, signal);
        if (!signal.aborted) await this.#openPath('start');
        continue;
      }
      const { file, lines } = cursor;
      const bytes = await file.read(lines.room(), lines.readOffset);
      if (bytes > 0) {
        // Asked after the read: bytes of a file that was emptied meanwhile belong to another line.
        if (await file.sameHead()) {
          finishing = false;
          const before = lines.lineStart;
          yield* this.#deliver(cursor, before, lines.push(bytes));
          if (this.#clock.monotonic() - checkedAt < CHECK_MS) continue;
          checkedAt = this.#clock.monotonic();
          this.#backlog = Math.max(0, (await file.stat()).size - lines.readOffset);
        } else yield* this.#truncated(cursor);
        continue;
      }
      const readAt = this.#clock.monotonic();
      if (finishing || wake.takeRenamed() || readAt - checkedAt >= CHECK_MS) {
        checkedAt = readAt;
        const { size, mtimeNs } = await file.stat();
        if (size < lines.readOffset || !(await file.sameHead())) {
          yield* this.#truncated(cursor);
          continue;
        }
        this.#backlog = 0;
        const renamed = (await keyOf(this.#path)) !== file.key;
        const next = renamed ? successor(await snapshot(this.#path), file.key, mtimeNs) : undefined;
        if (next !== undefined) {
          // Once more, for what came between the read and the look.
          if (!finishing) finishing = true;
          else {
            finishing = false;
            const opened = await openSame(next);
            if (opened !== undefined) yield* this.#finish(cursor, opened);
          }
          continue;
        }
        finishing = false;
      }
      await wake.wait(POLL_MS, signal);
      const left = GAP_MS - (this.#clock.monotonic() - readAt);
      if (left > 0) await sleep(left, signal);
    }
  }

  *#deliver(cursor: Cursor, before: number, { records, damaged }: SplitLines): Generator<RecordBatch> {
    this.#set('live', '');
    this.#lastDataAt = this.#clock.monotonic();
    const { file, lines } = cursor;
    if (records.length === 0 && damaged.length === 0 && lines.lineStart === before) return;
    const receivedAt = this.#clock.now();
    this.#trail.pass({ file: file.ref, offset: before, at: receivedAt, total: this.#total });
    this.#total += lines.lineStart - before;
    if (records.length === 0 && damaged.length === 0) return;
    const position: FilePosition = {
      version: 1,
      file: file.ref,
      offset: lines.lineStart,
      at: receivedAt,
      total: this.#total,
      warm: this.#trail.marks,
    };
    this.#position = position;
    yield { records, receivedAt, position, warm: false, ...(damaged.length > 0 ? { damaged } : {}) };
  }

  /** A renamed file's last line may lack its newline: it will get no other, so it is taken as it is. */
  async *#finish(cursor: Cursor, next: TailFile): AsyncGenerator<RecordBatch> {
    const before = cursor.lines.lineStart;
    const rest = cursor.lines.finish();
    try {
      if (rest.records.length > 0 || rest.damaged.length > 0) yield* this.#deliver(cursor, before, rest);
    } finally {
      // Also when the consumer leaves at the yield: then it is closed with the rest.
      await this.#use(next, 0);
    }
  }

  /** The file was emptied. If it was copied before, the copy has what we had not read yet. */
  async *#truncated(cursor: Cursor): AsyncGenerator<RecordBatch> {
    const { file, lines } = cursor;
    const offset = lines.lineStart;
    const copy = file.ref.head.length > 0 ? await locate(this.#path, file.ref, offset) : undefined;
    if (copy !== undefined && copy.key !== file.key) {
      await this.#use(copy, offset);
      return;
    }
    await copy?.close();
    const sample = lines.pendingBytes > 0 ? lines.pendingSample() : undefined;
    await file.forgetHead();
    this.#cursor = { file, lines: this.#splitter(0) };
    this.#tell(`${this.#path} was emptied; what was written just before is lost`);
    if (sample === undefined) return;
    const damaged = [{ reason: 'line cut off when the file was emptied', sample }];
    yield* this.#deliver(this.#cursor, 0, { records: [], damaged });
  }

  async #resume(): Promise<void> {
    const position = this.#position;
    if (position === undefined) {
      await this.#openPath(this.#from);
      return;
    }
    const file = await locate(this.#path, position.file, position.offset);
    if (file !== undefined) {
      await this.#use(file, position.offset);
      return;
    }
    if (position.offset > 0) {
      this.#tell(
        `the file read up to byte ${position.offset} is gone (inode ${position.file.key}): what was written to it after ${new Date(position.at).toISOString()} is lost`,
      );
    }
    const atNs = BigInt(Math.floor(position.at) - STAMP_MS) * 1_000_000n;
    const { rotated } = await snapshot(this.#path);
    // Written to since the checkpoint, and not the file that was read: unread.
    const unread = rotated.find(({ size, mtimeNs }) => size > 0 && mtimeNs > atNs);
    const opened = unread === undefined ? undefined : await openSame(unread);
    if (opened === undefined) await this.#openPath('start');
    else await this.#use(opened, 0);
  }

  async #openPath(from: 'start' | 'end'): Promise<void> {
    const file = await openIfThere(this.#path);
    if (file === undefined) await this.#close();
    else await this.#use(file, from === 'end' ? (await file.stat()).size : 0);
  }

  async #use(file: TailFile, offset: number): Promise<void> {
    const previous = this.#cursor;
    this.#cursor = { file, lines: this.#splitter(offset) };
    this.#set('live', '');
    this.#backlog = Math.max(0, (await file.stat()).size - offset);
    if (previous !== undefined && previous.file !== file) await previous.file.close();
  }

  #splitter(offset: number): LineSplitter {
    return new LineSplitter(offset, this.#maxLineBytes);
  }

  async #close(): Promise<void> {
    const cursor = this.#cursor;
    this.#cursor = undefined;
    this.#backlog = 0;
    await cursor?.file.close();
  }

  #set(state: SourceCondition['state'], detail: string): void {
    this.#state = state;
    this.#detail = detail;
  }

  #tell(note: string): void {
    this.#note = note;
    this.#noteAt = this.#clock.monotonic();
  }
}

async function openIfThere(path: string): Promise<TailFile | undefined> {
  try {
    return await TailFile.open(path);
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
