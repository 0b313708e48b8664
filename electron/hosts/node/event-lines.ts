import { isAscii } from 'node:buffer';
import { closeSync, createReadStream, fstatSync, openSync, type ReadStream, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Read at a time. */
const CHUNK_BYTES = 1 << 20;
/**
 * Decoded at a time. Small enough to be mostly ASCII all through, and to live and die among V8's young objects: of
 * texts of a megabyte each one hastens a collection of the whole heap.
 */
const PIECE_BYTES = 64 * 1024;
/** A line longer than this is no event. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** Looks at a line where it stands, `text.slice(from, end)`, before it is cut out: true when it has been dealt with. */
export type Peek = (text: string, from: number, end: number) => boolean;

/** A file's length on disk; undefined for a pipe, whose length nobody knows. Throws an error that names the file. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new Error('is a folder');
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    throw named(path, error);
  }
}

/**
 * Calls `onLine` for every line that `peek` does not deal with of a file, gzip or plain, in order, blank ones too;
 * `onBytes` with how much of it has been read. Pipes are read as they come. Blocks while it reads a plain file from
 * disk. Throws an error that names the file.
 */
export async function readLines(
  path: string,
  peek: Peek,
  onLine: (line: string) => void,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const lines = new LineSplitter(peek, onLine);
  try {
    const file = openSync(path, 'r');
    try {
      if (fstatSync(file).isFile() && !isGzip(headOf(file))) readPlain(file, lines, onBytes);
      else await readStream(file, lines, onBytes);
    } finally {
      closeSync(file);
    }
    lines.end();
  } catch (error) {
    throw named(path, error);
  }
}

/** Always into the same memory: fresh buffers cost more than reading. */
function readPlain(file: number, lines: LineSplitter, onBytes: (bytes: number) => void): void {
  for (let total = 0; ; ) {
    const bytes = readSync(file, lines.room(CHUNK_BYTES), 0, CHUNK_BYTES, null);
    if (bytes === 0) return;
    lines.take(bytes);
    onBytes((total += bytes));
  }
}

/** What can't be read by position: pipes, and gzip whatever it comes from. */
async function readStream(
  file: number,
  lines: LineSplitter,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const source = createReadStream('', { fd: file, autoClose: false, highWaterMark: CHUNK_BYTES });
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      chunk.copy(lines.room(chunk.length));
      lines.take(chunk.length);
      onBytes(source.bytesRead);
    }
  };
  const { head, chunks } = await withHead(source);
  if (isGzip(head)) await pipeline(chunks, createGunzip({ chunkSize: CHUNK_BYTES }), take);
  else await take(chunks);
}

/** A stream's first two bytes, fewer where it has no more, and all its chunks. */
async function withHead(source: ReadStream): Promise<{ head: Buffer; chunks: AsyncGenerator<Buffer> }> {
  const rest: AsyncIterableIterator<Buffer> = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await rest.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    yield* rest;
  }
  return { head, chunks: chunks() };
}

/** A regular file's first two bytes; where it is read from next stays as it is. */
function headOf(file: number): Buffer {
  const head = Buffer.alloc(2);
  return head.subarray(0, readSync(file, head, 0, 2, 0));
}

/** By its first bytes: a name may lie. */
function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function named(path: string, error: unknown): Error {
  return new Error(`${path}: ${reason(error)}`, { cause: error });
}

/** The system's words without its call and its path: the message has begun with the path. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('syscall' in error) return error.message.replace(/, \w+(?: '.*')?$/s, '');
  return 'code' in error && String(error.code).startsWith('Z_')
    ? `broken gzip: ${error.message}`
    : error.message;
}

/** Decodes whole lines at a time, so that no character and no line is ever cut. */
class LineSplitter {
  readonly #peek: Peek;
  readonly #onLine: (line: string) => void;
  #buffer = Buffer.allocUnsafe(2 * CHUNK_BYTES);
  #used = 0;
  #begun = false;

  constructor(peek: Peek, onLine: (line: string) => void) {
    this.#peek = peek;
    this.#onLine = onLine;
  }

  /** Where the next bytes are to be written. */
  room(bytes: number): Buffer {
    if (this.#used + bytes > this.#buffer.length) {
      if (this.#used > MAX_LINE_BYTES) throw new Error(`a line of more than ${MAX_LINE_BYTES} bytes`);
      const larger = Buffer.allocUnsafe(2 * (this.#used + bytes));
      this.#buffer.copy(larger, 0, 0, this.#used);
      this.#buffer = larger;
    }
    return this.#buffer.subarray(this.#used);
  }

  /** So many bytes have been written there. */
  take(bytes: number): void {
    const until = this.#used + bytes;
    const end = this.#buffer.lastIndexOf(NEWLINE, until - 1) + 1;
    if (end === 0) {
      this.#used = until;
      return;
    }
    for (let from = 0; from < end; ) {
      let to = Math.min(from + PIECE_BYTES, end);
      if (to < end) to = this.#buffer.lastIndexOf(NEWLINE, to - 1) + 1;
      if (to <= from) to = this.#buffer.indexOf(NEWLINE, from) + 1;
      this.#split(this.#decode(from, to));
      from = to;
    }
    this.#buffer.copyWithin(0, end, until);
    this.#used = until - end;
  }

  /** The last line may lack its end. */
  end(): void {
    if (this.#used > 0) this.#onLine(this.#decode(0, this.#used));
  }

  /** To copy ASCII is several times cheaper than to decode it. A mark of the byte order is no part of the first line. */
  #decode(from: number, to: number): string {
    const bytes = this.#buffer.subarray(from, to);
    const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
    const marked = !this.#begun && text.charCodeAt(0) === BYTE_ORDER_MARK;
    this.#begun = true;
    return marked ? text.slice(1) : text;
  }

  #split(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const last = text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
      if (!this.#peek(text, from, last)) this.#onLine(text.slice(from, last));
      from = end + 1;
    }
  }
}

const NEWLINE = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;
