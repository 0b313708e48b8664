import type { FileRef } from './tail-file.ts';

/** How far back a restart reads again to refill windows and charts. */
const WARM_MS = 15 * 60_000;
const WARM_BYTES = 32 * 1024 * 1024;
/** Marks are this far apart, so the warm part is right to a minute or 2 MB. */
const MARK_MS = 60_000;
const MARK_BYTES = 2 * 1024 * 1024;
const MAX_MARKS = 64;

/** An earlier place in the stream: a line starts there. */
export interface Mark {
  readonly file: FileRef;
  readonly offset: number;
  /** When it was read, wall-clock ms. */
  readonly at: number;
  /** Bytes of the stream before it, over all files. */
  readonly total: number;
}

/** What a followed file's checkpoint holds, as JSON. */
export interface FilePosition {
  readonly version: 1;
  readonly file: FileRef;
  readonly offset: number;
  readonly at: number;
  readonly total: number;
  readonly warm: readonly Mark[];
}

/**
 * Whether two places lie in the same content of one file: then they are as far apart in it as in the stream. A file
 * that was emptied between them is another content under the same inode.
 */
export function sameLife(a: Omit<Mark, 'at'>, b: Omit<Mark, 'at'>): boolean {
  return a.file.key === b.file.key && b.offset - a.offset === b.total - a.total;
}

/** The marks of about the last quarter of an hour. */
export class WarmTrail {
  #marks: readonly Mark[];

  constructor(marks: readonly Mark[] = []) {
    this.#marks = marks;
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  /** Call with the start of every batch. */
  pass(mark: Mark): void {
    const last = this.#marks.at(-1);
    const due =
      last === undefined ||
      mark.at - last.at >= MARK_MS ||
      mark.total - last.total >= MARK_BYTES ||
      !sameLife(last, mark);
    if (!due) return;
    const marks = [...this.#marks, mark];
    let drop = 0;
    for (; drop < marks.length - 1; drop++) {
      const first = marks[drop];
      const second = marks[drop + 1];
      if (first === undefined || second === undefined) break;
      const old = mark.at - second.at >= WARM_MS;
      const far = mark.total - first.total > WARM_BYTES;
      if (!old && !far && marks.length - drop <= MAX_MARKS) break;
    }
    this.#marks = marks.slice(drop);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isFileRef(value: unknown): value is FileRef {
  return (
    isObject(value) &&
    typeof value['key'] === 'string' &&
    isObject(value['head']) &&
    isCount(value['head']['length']) &&
    typeof value['head']['hash'] === 'string'
  );
}

function isMark(value: unknown): value is Mark {
  return (
    isObject(value) &&
    isFileRef(value['file']) &&
    isCount(value['offset']) &&
    isCount(value['at']) &&
    isCount(value['total'])
  );
}

/** A stored position, or undefined for none and for one that can't be read. */
export function readPosition(value: unknown): FilePosition | undefined {
  if (!isObject(value) || value['version'] !== 1 || !isMark(value)) return undefined;
  const warm: unknown = (value as Record<string, unknown>)['warm'];
  const marks = Array.isArray(warm) ? (warm as unknown[]).filter(isMark).slice(-MAX_MARKS) : [];
  return {
    version: 1,
    file: value.file,
    offset: value.offset,
    at: value.at,
    total: value.total,
    warm: marks,
  };
}
