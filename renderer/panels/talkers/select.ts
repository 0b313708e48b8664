import type { TopEntry, TopList } from '#contract/wall.ts';

export interface Talker {
  readonly entry: TopEntry;
  /** Of everything counted, 0..1: what the number means. */
  readonly share: number;
  /** Of the largest in the list, 0..1: how long the bar is. */
  readonly length: number;
}

export function talkersOf(list: TopList, room: number): Talker[] {
  const largest = list.entries[0]?.count ?? 0;
  return list.entries.slice(0, room).map((entry) => ({
    entry,
    share: list.total > 0 ? entry.count / list.total : 0,
    length: largest > 0 ? entry.count / largest : 0,
  }));
}

/** Which lists stand at this second when `columns` fit side by side. Time decides, so all walls show the same. */
export function turn<T>(lists: readonly T[], columns: number, second: number, turnSeconds: number): Turn<T> {
  const turns = Math.ceil(lists.length / Math.max(1, columns));
  const index = Math.floor(second / turnSeconds) % turns;
  return { shown: lists.slice(index * columns, (index + 1) * columns), index, turns };
}

export interface Turn<T> {
  readonly shown: readonly T[];
  readonly index: number;
  readonly turns: number;
}
