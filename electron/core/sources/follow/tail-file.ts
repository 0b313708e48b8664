import { type FileHandle, open } from 'node:fs/promises';
import { eventId } from '#core/base/event-id.ts';

/** How a file begins: tells it from another that has got its inode, and finds its copy under another name. */
export interface Head {
  /** Bytes the hash is over; at most HEAD_BYTES, less while the file is shorter. */
  readonly length: number;
  readonly hash: string;
}

/** A file as a position remembers it. */
export interface FileRef {
  /** Device and inode, as text because they may exceed 2^53. */
  readonly key: string;
  readonly head: Head;
}

export const HEAD_BYTES = 1024;

export function fileKey(stat: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${stat.dev}:${stat.ino}`;
}

function hash(bytes: Buffer): string {
  return eventId(bytes.toString('latin1'));
}

/** One open file, whatever its name has become meanwhile. */
export class TailFile {
  readonly key: string;
  readonly #handle: FileHandle;
  readonly #head = Buffer.alloc(HEAD_BYTES);
  readonly #scratch = Buffer.alloc(HEAD_BYTES);
  #headLength = 0;
  #ref: FileRef;

  private constructor(handle: FileHandle, key: string) {
    this.#handle = handle;
    this.key = key;
    this.#ref = { key, head: { length: 0, hash: '' } };
  }

  /** Throws the system's error; the caller knows which it waits out. */
  static async open(path: string): Promise<TailFile> {
    const handle = await open(path, 'r');
    try {
      const stat = await handle.stat({ bigint: true });
      if (!stat.isFile()) throw Object.assign(new Error(`${path} is not a regular file`), { code: 'EINVAL' });
      const file = new TailFile(handle, fileKey(stat));
      await file.sameHead();
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get ref(): FileRef {
    return this.#ref;
  }

  async read(into: Buffer, offset: number): Promise<number> {
    const { bytesRead } = await this.#handle.read(into, 0, into.length, offset);
    return bytesRead;
  }

  async stat(): Promise<{ size: number; mtimeNs: bigint }> {
    const { size, mtimeNs } = await this.#handle.stat({ bigint: true });
    return { size: Number(size), mtimeNs };
  }

  /** False when the file was emptied and written anew. Learns more of the head while the file is short. */
  async sameHead(): Promise<boolean> {
    const length = await this.read(this.#scratch, 0);
    const known = this.#headLength;
    if (length < known || this.#scratch.compare(this.#head, 0, known, 0, known) !== 0) return false;
    if (length > known) {
      this.#scratch.copy(this.#head, known, known, length);
      this.#headLength = length;
      this.#ref = { key: this.key, head: { length, hash: hash(this.#head.subarray(0, length)) } };
    }
    return true;
  }

  /** After `sameHead` said no: what is there now is the file. */
  async forgetHead(): Promise<void> {
    this.#headLength = 0;
    this.#ref = { key: this.key, head: { length: 0, hash: '' } };
    await this.sameHead();
  }

  /** Whether it begins as the remembered one did. */
  beginsLike(head: Head): boolean {
    if (head.length > this.#headLength) return false;
    return head.length === 0 || hash(this.#head.subarray(0, head.length)) === head.hash;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
