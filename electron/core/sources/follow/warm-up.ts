import type { Clock } from '#core/base/clock.ts';
import type { RecordBatch } from '#core/base/source.ts';
import { LineSplitter } from './line-splitter.ts';
import { type FilePosition, type Mark, sameLife } from './position.ts';
import { locate } from './rotated.ts';
import type { FileRef } from './tail-file.ts';

/** A stretch of one file to read again. */
interface Stretch {
  readonly file: FileRef;
  readonly from: number;
  /** Infinity: to the file's end, for it was read to its end. */
  readonly to: number;
}

/** One stretch for each content of a file that the marks lie in. */
export function stretches(position: FilePosition): Stretch[] {
  const runs: { first: Mark; last: Mark }[] = [];
  for (const mark of position.warm) {
    const run = runs.at(-1);
    if (run !== undefined && sameLife(run.last, mark)) run.last = mark;
    else runs.push({ first: mark, last: mark });
  }
  return runs.map(({ first, last }, index) => {
    const next = runs[index + 1];
    let to = Infinity;
    if (next === undefined) {
      if (sameLife(last, position)) to = position.offset;
    } else if (next.first.offset > 0) {
      // A new file is begun at 0: this one is a copy (copytruncate), and reading went on in it.
      to = next.first.offset;
    }
    return { file: first.file, from: first.offset, to };
  });
}

/** Reads again what was read before the checkpoint. What is gone is left out: nothing is counted here. */
export async function* warmUp(
  path: string,
  position: FilePosition,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<RecordBatch> {
  for (const stretch of stretches(position)) {
    let from = stretch.from;
    // A file may be emptied while it is read here; its copy has the rest.
    for (let tries = 0; tries < 3 && from < stretch.to && !signal.aborted; tries++) {
      const file = await locate(path, stretch.file, from);
      if (file === undefined) break;
      const lines = new LineSplitter(from);
      try {
        for (;;) {
          const room = lines.room();
          const bytes = await file.read(
            room.subarray(0, Math.min(room.length, stretch.to - lines.readOffset)),
            lines.readOffset,
          );
          if (bytes === 0 || !(await file.sameHead())) break;
          const { records } = lines.push(bytes);
          if (records.length > 0) yield { records, receivedAt: clock.now(), position: undefined, warm: true };
          if (signal.aborted || lines.readOffset >= stretch.to) break;
        }
        from = lines.lineStart;
        if (stretch.to === Infinity && (await file.sameHead())) break;
      } finally {
        await file.close();
      }
    }
  }
}
