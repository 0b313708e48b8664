import { isAscii } from 'node:buffer';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
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

/**
 * Calls `onLine` for every line that `peek` does not deal with of a file, gzip or plain, in order, blank ones too; `onBytes` with how much of it has
 * been read from disk. Blocks while it reads a plain file. Throws what reading or unzipping throws.
 */
export async function readLines(
  path: string,
  peek: Peek,
  onLine: (line: string) => void,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const lines = new LineSplitter(peek, onLine);
  const file = openSync(path, 'r');
  try {
    if (isGzip(file)) {
      const source = createReadStream('', {
        fd: file,
        autoClose: false,
        start: 0,
        highWaterMark: CHUNK_BYTES,
      });
      await pipeline(
        source,
        createGunzip({ chunkSize: CHUNK_BYTES }),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            chunk.copy(lines.room(chunk.length));
            lines.take(chunk.length);
            onBytes(source.bytesRead);
          }
        },
      );
    } else {
      let total = 0;
      for (;;) {
        // Always into the same memory: fresh buffers cost more than reading.
        const room = lines.room(CHUNK_BYTES);
        const bytes = readSync(file, room, 0, CHUNK_BYTES, total);
        if (bytes === 0) break;
        lines.take(bytes);
        onBytes((total += bytes));
      }
    }
  } finally {
    closeSync(file);
  }
  lines.end();
}

/** Decodes whole lines at a time, so that no character and no line is ever cut. */
class LineSplitter {
  readonly #peek: Peek;
  readonly #onLine: (line: string) => void;
  #buffer = Buffer.allocUnsafe(2 * CHUNK_BYTES);
  #used = 0;

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

  /** To copy ASCII is several times cheaper than to decode it. */
  #decode(from: number, to: number): string {
    const bytes = this.#buffer.subarray(from, to);
    return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
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

/** By its first bytes: a name may lie. */
function isGzip(file: number): boolean {
  const head = Buffer.alloc(2);
  return readSync(file, head, 0, 2, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b;
}
