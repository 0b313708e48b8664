import type { DamagedRecord } from '#core/base/source.ts';
import type { Framed, Framing } from '../framing.ts';

const NEWLINE = 10;
const NUL = 0;
const SPACE = 32;
const SAMPLE_BYTES = 2_048;
/** Digits of a count that is believed to be one. */
const MAX_DIGITS = 9;

/**
 * RFC 6587: counted (`73 <34>1 …`) or ended by LF or NUL; the first byte of a connection says which. A message that
 * is too long is skipped and told of; a count that is none leaves no way to go on.
 */
export class SyslogFraming implements Framing {
  readonly #maxBytes: number;
  #mode: 'unknown' | 'counted' | 'ended' = 'unknown';
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Bytes that a held counted message has with its count; below that, looking again is in vain. */
  #wanted = 0;
  /** Bytes of an overlong counted message still to come. */
  #skip = 0;
  /** An overlong ended message is being skipped. */
  #skipping = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get pendingBytes(): number {
    return this.#heldBytes + this.#skip + (this.#skipping ? 1 : 0);
  }

  push(chunk: Buffer): Framed {
    // An ended message is searched for its end in new bytes only: held pieces are joined once.
    if (this.#mode === 'ended') return this.#ended(chunk, { records: [], damaged: [] });
    if (this.#heldBytes > 0 && this.#heldBytes + chunk.length < this.#wanted) {
      this.#append(chunk);
      return { records: [], damaged: [] };
    }
    this.#wanted = 0;
    const bytes = this.#heldBytes === 0 ? chunk : Buffer.concat([...this.#held, chunk]);
    if (this.#mode === 'unknown') {
      const mode = guess(bytes);
      if (mode === undefined) {
        this.#hold(bytes);
        return { records: [], damaged: [] };
      }
      this.#mode = mode;
      this.#hold(undefined);
      if (mode === 'ended') return this.#ended(bytes, { records: [], damaged: [] });
    }
    this.#hold(undefined);
    return this.#counted(bytes);
  }

  end(): Framed {
    const damaged: DamagedRecord[] = [];
    const records: string[] = [];
    if (this.#mode === 'counted' || this.#skip > 0) {
      if (this.#heldBytes > 0 || this.#skip > 0) {
        damaged.push({ reason: 'the connection ended within a counted message', sample: this.#sample() });
      }
    } else if (this.#heldBytes > 0 && !this.#skipping) {
      // Many senders close after their last message without its end.
      const text = textOf(Buffer.concat(this.#held));
      if (text !== '') records.push(text);
    }
    this.#hold(undefined);
    this.#skip = 0;
    return { records, damaged };
  }

  #counted(bytes: Buffer): Framed {
    const records: string[] = [];
    const damaged: DamagedRecord[] = [];
    let at = Math.min(this.#skip, bytes.length);
    this.#skip -= at;
    while (at < bytes.length) {
      // Some senders end a counted message with a newline all the same.
      if (bytes[at] === NEWLINE || bytes[at] === NUL) {
        at++;
        continue;
      }
      const count = readCount(bytes, at);
      if (count === undefined) {
        this.#hold(bytes.subarray(at));
        break;
      }
      if (count === 'bad') {
        const sample = bytes.toString('utf8', at, at + SAMPLE_BYTES);
        return { records, damaged: [...damaged, { reason: 'bad octet count', sample }], broken: true };
      }
      const { length, start } = count;
      if (length > this.#maxBytes) {
        const sample = bytes.toString('utf8', start, start + SAMPLE_BYTES);
        damaged.push({ reason: `message of ${length} bytes is too long`, sample });
        const here = Math.min(length, bytes.length - start);
        this.#skip = length - here;
        at = start + here;
        continue;
      }
      if (start + length > bytes.length) {
        this.#hold(bytes.subarray(at));
        this.#wanted = start - at + length;
        break;
      }
      const text = textOf(bytes.subarray(start, start + length));
      if (text !== '') records.push(text);
      at = start + length;
    }
    return { records, damaged };
  }

  #ended(chunk: Buffer, framed: Framed): Framed {
    for (let at = 0; at < chunk.length; ) {
      const end = endIn(chunk, at);
      const piece = chunk.subarray(at, end < 0 ? chunk.length : end);
      at = end < 0 ? chunk.length : end + 1;
      if (this.#skipping) {
        if (end >= 0) this.#skipping = false;
        continue;
      }
      this.#append(piece);
      if (this.#heldBytes > this.#maxBytes) {
        framed.damaged.push({
          reason: `message of more than ${this.#maxBytes} bytes is too long`,
          sample: this.#sample(),
        });
        this.#skipping = end < 0;
        this.#hold(undefined);
      } else if (end >= 0) {
        const text = textOf(this.#held.length === 1 ? piece : Buffer.concat(this.#held));
        if (text !== '') framed.records.push(text);
        this.#hold(undefined);
      }
    }
    return framed;
  }

  /** A byte a packet must not cost an object a byte. */
  #append(piece: Buffer): void {
    this.#held.push(piece);
    this.#heldBytes += piece.length;
    if (this.#held.length > 64) this.#held = [Buffer.concat(this.#held)];
  }

  #hold(bytes: Buffer | undefined): void {
    this.#held = bytes === undefined || bytes.length === 0 ? [] : [bytes];
    this.#heldBytes = bytes?.length ?? 0;
  }

  #sample(): string {
    return Buffer.concat(this.#held).toString('utf8', 0, SAMPLE_BYTES);
  }
}

/** Which framing a connection begins with; undefined while its first digits may still become a count. */
function guess(bytes: Buffer): 'counted' | 'ended' | undefined {
  const count = readCount(bytes, 0);
  if (count === undefined) return undefined;
  if (count === 'bad') return 'ended';
  // `2026 …` may begin a line; what is counted begins with its priority.
  const first = bytes[count.start];
  if (first === undefined) return undefined;
  return first === 60 ? 'counted' : 'ended';
}

/** `MSG-LEN SP` at a place; undefined when it is not whole. */
function readCount(bytes: Buffer, at: number): { length: number; start: number } | 'bad' | undefined {
  let length = 0;
  for (let i = at; i < bytes.length; i++) {
    const code = bytes[i] ?? 0;
    if (code === SPACE && i > at) return length === 0 ? 'bad' : { length, start: i + 1 };
    if (code < 48 || code > 57 || i - at >= MAX_DIGITS || (i === at && code === 48)) return 'bad';
    length = length * 10 + code - 48;
  }
  return undefined;
}

function endIn(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  const nul = bytes.subarray(from, newline < 0 ? bytes.length : newline).indexOf(NUL);
  return nul < 0 ? newline : from + nul;
}

/** Without the ends that senders leave. */
export function textOf(bytes: Buffer): string {
  let end = bytes.length;
  for (; end > 0; end--) {
    const code = bytes[end - 1];
    if (code !== NEWLINE && code !== NUL && code !== 13) break;
  }
  return bytes.toString('utf8', 0, end);
}
