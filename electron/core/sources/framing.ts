import type { DamagedRecord } from '#core/base/source.ts';
import { LineSplitter } from './follow/line-splitter.ts';

export interface Framed {
  readonly records: string[];
  readonly damaged: DamagedRecord[];
  /** The stream can't be read on: where the next record begins is not known. */
  readonly broken?: boolean;
}

/** Cuts one connection's bytes into records. */
export interface Framing {
  push(chunk: Buffer): Framed;
  /** The peer has closed. What is unfinished is either a last record or damaged. */
  end(): Framed;
  /** Bytes of an unfinished record. */
  readonly pendingBytes: number;
}

const CHUNK_BYTES = 64 * 1024;

/** One record a line. */
export class LineFraming implements Framing {
  readonly #lines: LineSplitter;

  constructor(maxBytes: number) {
    this.#lines = new LineSplitter(0, maxBytes, Math.min(CHUNK_BYTES, maxBytes));
  }

  get pendingBytes(): number {
    return this.#lines.pendingBytes;
  }

  push(chunk: Buffer): Framed {
    const framed: Framed = { records: [], damaged: [] };
    for (let at = 0; at < chunk.length; ) {
      const room = this.#lines.room();
      const bytes = chunk.copy(room, 0, at);
      at += bytes;
      const { records, damaged } = this.#lines.push(bytes);
      for (const record of records) framed.records.push(record);
      for (const one of damaged) framed.damaged.push(one);
    }
    return framed;
  }

  /** A line without its end is half a line: the writer died in it, and will write it again. */
  end(): Framed {
    if (this.pendingBytes === 0) return { records: [], damaged: [] };
    return {
      records: [],
      damaged: [{ reason: 'the connection ended within a line', sample: this.#lines.pendingSample() }],
    };
  }
}
