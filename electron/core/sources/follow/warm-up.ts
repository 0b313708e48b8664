import type { Clock } from '#core/base/clock.ts';
import type { RecordBatch } from '#core/base/source.ts';
import { LineSplitter } from './line-splitter.ts';
import type { FilePosition } from './position.ts';
import { locate } from './rotated.ts';
import type { FileRef } from './tail-file.ts';

/** A stretch of one file to read again. */
interface Stretch {
  readonly file: FileRef;
  readonly from: number;
  /** Infinity: to the file's end, for it was read to its end. */
  readonly to: number;
}

function sameHead(a: FileRef, b: FileRef): boolean {
  return a.head.length > 0 && a.head.length === b.head.length && a.head.hash === b.head.hash;
}

/** The marks of one file's life follow each other; a smaller offset under the same inode is a truncated file. */
export function stretches(position: FilePosition): Stretch[] {
  const runs: { file: FileRef; from: number; last: number }[] = [];
  for (const mark of position.warm) {
    const run = runs.at(-1);
    if (run !== undefined && run.file.key === mark.file.key && mark.offset >= run.last)
      run.last = mark.offset;
    else runs.push({ file: mark.file, from: mark.offset, last: mark.offset });
  }
  return runs.map((run, index) => {
    const next = runs[index + 1];
    let to = Infinity;
    if (next === undefined) {
      if (run.file.key === position.file.key && position.offset >= run.last) to = position.offset;
    } else if (sameHead(next.file, run.file) && next.from >= run.last) {
      // Reading went on in a copy of it (copytruncate).
      to = next.from;
    }
    return { file: run.file, from: run.from, to };
  });
}

/** Reads again what was read before the checkpoint. What is gone is left out: nothing is counted here. */
export async function* warmUp(
  path: string,
  position: FilePosition,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<RecordBatch> {
  for (const { file: ref, from, to } of stretches(position)) {
    const file = await locate(path, ref, from);
    if (file === undefined) continue;
    try {
      const splitter = new LineSplitter(from);
      while (!signal.aborted && splitter.readOffset < to) {
        const room = splitter.room();
        const left = Math.min(room.length, to - splitter.readOffset);
        const bytes = await file.read(room.subarray(0, left), splitter.readOffset);
        if (bytes === 0) break;
        const { records } = splitter.push(bytes);
        if (records.length > 0) yield { records, receivedAt: clock.now(), position: undefined, warm: true };
      }
    } finally {
      await file.close();
    }
  }
}
