import { isAscii } from 'node:buffer';

export interface SplitLines {
  readonly records: string[];
  readonly damaged: { reason: string; sample: string }[];
}

const CHUNK_BYTES = 256 * 1024;
const MAX_LINE_BYTES = 8 * 1024 * 1024;
const SAMPLE_BYTES = 200;
const NEWLINE = 10;
const BRACE = 123;

/**
 * Cuts bytes into lines. Only whole lines are decoded, so a character that straddles two reads stays whole. An
 * unfinished line waits in the buffer, which grows to `maxLineBytes` and no further: a longer line is skipped to its
 * end and told of.
 */
export class LineSplitter {
  /** Offset in the file of the first byte that is in no line handed out yet. */
  lineStart: number;
  readonly #chunkBytes: number;
  readonly #maxLineBytes: number;
  #buffer: Buffer;
  #filled = 0;
  /** Bytes of an overlong line dropped so far; 0 when none is being skipped. */
  #skipped = 0;
  #sample = '';

  constructor(offset: number, maxLineBytes = MAX_LINE_BYTES, chunkBytes = CHUNK_BYTES) {
    this.lineStart = offset;
    this.#maxLineBytes = maxLineBytes;
    this.#chunkBytes = chunkBytes;
    this.#buffer = Buffer.allocUnsafe(chunkBytes);
  }

  /** Offset in the file of the next byte to read. */
  get readOffset(): number {
    return this.lineStart + this.#skipped + this.#filled;
  }

  /** Bytes of an unfinished line in hand. */
  get pendingBytes(): number {
    return this.#filled + this.#skipped;
  }

  get skipping(): boolean {
    return this.#skipped > 0;
  }

  /** Where the next bytes go. */
  room(): Buffer {
    if (this.#filled === this.#buffer.length) {
      if (this.#filled >= this.#maxLineBytes) this.#giveUp();
      else this.#resize(Math.min(this.#buffer.length * 2, Math.max(this.#maxLineBytes, this.#chunkBytes)));
    }
    return this.#buffer.subarray(this.#filled);
  }

  /** Takes over what was written to `room()`. */
  push(bytes: number): SplitLines {
    const result: SplitLines = { records: [], damaged: [] };
    let searched = this.#filled;
    this.#filled += bytes;
    if (this.#skipped > 0) {
      const end = this.#buffer.subarray(0, this.#filled).indexOf(NEWLINE);
      if (end < 0) {
        this.#skipped += this.#filled;
        this.#filled = 0;
        return result;
      }
      this.#endSkip(result, end + 1);
      searched = 0;
    }
    const last = this.#buffer.subarray(searched, this.#filled).lastIndexOf(NEWLINE);
    if (last < 0) return result;
    const end = searched + last + 1;
    this.#cut(end, result.records);
    this.lineStart += end;
    this.#dropFront(end);
    return result;
  }

  /** The file has ended for good: what is left is a line without its newline. */
  finish(): SplitLines {
    const result: SplitLines = { records: [], damaged: [] };
    if (this.#skipped > 0) {
      this.#endSkip(result, this.#filled);
    } else if (this.#filled > 0) {
      addLine(result.records, this.#buffer.toString('utf8', 0, this.#filled));
      this.lineStart += this.#filled;
      this.#filled = 0;
    }
    return result;
  }

  /** The unfinished line as text, for saying that it is lost. */
  pendingSample(): string {
    return this.#skipped > 0
      ? this.#sample
      : this.#buffer.toString('utf8', 0, Math.min(this.#filled, SAMPLE_BYTES));
  }

  #giveUp(): void {
    this.#sample = this.#buffer.toString('utf8', 0, SAMPLE_BYTES);
    this.#skipped = this.#filled;
    this.#filled = 0;
    this.#resize(this.#chunkBytes);
  }

  #endSkip(result: SplitLines, end: number): void {
    const total = this.#skipped + end;
    result.damaged.push({ reason: `line of ${total} bytes is too long`, sample: this.#sample });
    this.lineStart += total;
    this.#skipped = 0;
    this.#sample = '';
    this.#dropFront(end);
  }

  #dropFront(bytes: number): void {
    this.#buffer.copyWithin(0, bytes, this.#filled);
    this.#filled -= bytes;
    if (this.#buffer.length > this.#chunkBytes && this.#filled < this.#chunkBytes)
      this.#resize(this.#chunkBytes);
  }

  #resize(bytes: number): void {
    const next = Buffer.allocUnsafe(bytes);
    this.#buffer.copy(next, 0, 0, this.#filled);
    this.#buffer = next;
  }

  /**
   * `end` is just after a newline. ASCII is decoded at one go, and lines of JSON are slices of that one text, for
   * reading JSON copies. A slice of any other line may be kept for long, and must not keep all the others with it.
   */
  #cut(end: number, records: string[]): void {
    const bytes = this.#buffer.subarray(0, end);
    if (isAscii(bytes)) {
      const text = bytes.toString('latin1');
      for (let at = 0; at < end; ) {
        const newline = text.indexOf('\n', at);
        const json = bytes[at] === BRACE;
        addLine(records, json ? text.slice(at, newline) : bytes.toString('latin1', at, newline));
        at = newline + 1;
      }
      return;
    }
    // One wide character would double the memory of a whole chunk: decode line by line.
    for (let at = 0; at < end; ) {
      const newline = bytes.indexOf(NEWLINE, at);
      addLine(records, bytes.toString('utf8', at, newline));
      at = newline + 1;
    }
  }
}

function addLine(records: string[], line: string): void {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (text !== '') records.push(text);
}
