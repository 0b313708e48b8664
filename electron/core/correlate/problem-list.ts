import type { Problem } from '#core/base/problem.ts';
import type { Fault } from './refusal.ts';

/** What is told of one file; a file with more is no rule file. */
const MAX_TOLD = 1000;

interface Text {
  readonly path: string;
  readonly text: string;
}

/** What is wrong with files, in the order in which a person would come upon it. */
export class ProblemList {
  readonly #faults = new Map<Text, Fault[]>();

  add(file: Text, faults: readonly Fault[]): void {
    const known = this.#faults.get(file);
    this.#faults.set(file, known ? known.concat(faults) : [...faults]);
  }

  /** In the order of these files, each from its beginning to its end. */
  told(files: readonly Text[]): Problem[] {
    return files.flatMap((file) => inText(file, this.#faults.get(file) ?? []));
  }
}

function inText({ path, text }: Text, faults: readonly Fault[]): Problem[] {
  if (faults.length === 0) return [];
  // What documents have in common by `action: global` is wrong in each of them.
  const once = new Map(faults.map((fault) => [`${fault.offset} ${fault.message}`, fault]));
  const all = [...once.values()].sort((a, b) => a.offset - b.offset);
  const lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  let line = 0;
  const problems = all.slice(0, MAX_TOLD).map(({ message, offset }): Problem => {
    while ((lines[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return { file: path, line: line + 1, column: offset - (lines[line] ?? 0) + 1, message };
  });
  const last = problems.at(-1);
  if (last && all.length > MAX_TOLD)
    problems.push({ ...last, message: `and ${all.length - MAX_TOLD} more problems` });
  return problems;
}
