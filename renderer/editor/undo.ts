/** Steps that can be taken back; older ones are let go. */
export const MAX_UNDO = 100;

export interface Timeline<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** Next first. */
  readonly future: readonly T[];
  /** What kind of change made the present: a run of one kind (typing, holding an arrow) is one step. */
  readonly run: string;
}

export function begin<T>(present: T): Timeline<T> {
  return { past: [], present, future: [], run: '' };
}

/** @param run changes with the same name, one after the other, are taken back together; empty: a step of its own */
export function change<T>(line: Timeline<T>, present: T, run = ''): Timeline<T> {
  if (present === line.present) return line;
  const joins = run !== '' && run === line.run;
  const past = joins ? line.past : [...line.past, line.present].slice(-MAX_UNDO);
  return { past, present, future: [], run };
}

export function undo<T>(line: Timeline<T>): Timeline<T> {
  const before = line.past.at(-1);
  if (before === undefined) return line;
  return {
    past: line.past.slice(0, -1),
    present: before,
    future: [line.present, ...line.future],
    run: '',
  };
}

export function redo<T>(line: Timeline<T>): Timeline<T> {
  const [next, ...future] = line.future;
  if (next === undefined) return line;
  return { past: [...line.past, line.present], present: next, future, run: '' };
}
