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

/** Against the span before: `times` from twice as many, else the change as a share. */
export type Delta =
  | { readonly kind: 'new' }
  | { readonly kind: 'times'; readonly factor: number }
  | { readonly kind: 'share'; readonly change: number }
  | { readonly kind: 'same' };

/** Less than this is the ordinary coming and going. */
const SAME = 0.1;

export function deltaOf({ count, before }: Pick<TopEntry, 'count' | 'before'>): Delta {
  if (before === 0) return { kind: 'new' };
  const factor = count / before;
  if (factor >= 2) return { kind: 'times', factor };
  return Math.abs(factor - 1) < SAME ? { kind: 'same' } : { kind: 'share', change: factor - 1 };
}

/** Where to cut a URL that has no room: its end tells most, its middle least. */
export function splitUrl(url: string, tail: number): readonly [string, string] {
  if (url.length <= tail * 2) return [url, ''];
  return [url.slice(0, -tail), url.slice(-tail)];
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
