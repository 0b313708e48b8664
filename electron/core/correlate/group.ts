import type { EventRef } from '#contract/detection.ts';
import { type Aggregate, createAggregate } from './aggregate.ts';
import type { Entry } from './entry.ts';
import type { CompiledCorrelation } from './rule-set.ts';

/** An entry whose window holds, to be told: where it stands in its group's list now, and whether a late event made it so. */
export type OnHold = (correlation: CompiledCorrelation, group: Group, index: number, late: boolean) => void;

/** Why an entry did not go the usual way. */
export type Placed = 'in order' | 'late' | 'too late';

/**
 * One group's entries in order of event time, ties by arrival, and the aggregate over the window that ends at the
 * newest. Kept for two timespans: a late event may come one timespan late, and its window reaches back another.
 */
export class Group {
  /** In its window's map. */
  readonly key: string;
  readonly values: readonly string[];
  /** Neighbours in the order of touch. */
  older: Group | undefined = undefined;
  newer: Group | undefined = undefined;
  /** Stream time and sequence at the last arrival: how stale the group is. */
  touchedTime = 0;
  touchedSequence = 0;
  /** What goes on now: set while the newest entry's window holds. */
  episode: Episode | undefined = undefined;
  readonly #timespanMs: number;
  #entries: Entry[] = NONE;
  /** Entries before it have been dropped. */
  #head = 0;
  /** First entry of the newest entry's window. */
  #start = 0;
  /** Made when the window has as many entries as the condition needs: most groups never do. */
  #aggregate: Aggregate | undefined = undefined;

  constructor(correlation: CompiledCorrelation, key: string, values: readonly string[]) {
    this.key = key;
    this.values = values;
    this.#timespanMs = correlation.timespanMs;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  entry(index: number): Entry | undefined {
    return index < this.#head ? undefined : this.#entries[index];
  }

  /** Puts an entry in its place and evaluates every window that it changes; `onHold` hears of those that now hold. */
  add(entry: Entry, correlation: CompiledCorrelation, onHold: OnHold): Placed {
    const last = this.#entries.at(-1);
    if (last !== undefined && entry.time < last.time) {
      if (entry.time < last.time - this.#timespanMs) return 'too late';
      this.#addLate(entry, correlation, onHold);
      return 'late';
    }
    // A list made of one entry takes room for one: most groups never get a second.
    if (last === undefined) this.#entries = [entry];
    else this.#entries.push(entry);
    const from = entry.time - this.#timespanMs;
    for (
      let oldest = this.#entries[this.#start];
      oldest && oldest.time < from;
      oldest = this.#entries[++this.#start]
    ) {
      this.#aggregate?.remove(oldest);
    }
    if (this.#entries.length - this.#start < correlation.minEntries) this.#aggregate = undefined;
    else if (this.#aggregate) this.#aggregate.add(entry);
    else this.#aggregate = this.#aggregateFrom(this.#start, correlation);
    entry.holds = this.#aggregate?.holds(entry.time) ?? false;
    if (entry.holds) onHold(correlation, this, this.#entries.length - 1, false);
    else this.episode = undefined;
    this.#forget(entry.time - 2 * this.#timespanMs);
    return 'in order';
  }

  /** Drops the oldest entry; false when there is none but the newest. */
  dropOldest(): boolean {
    const oldest = this.#entries[this.#head];
    if (!oldest || this.size <= 1) return false;
    if (this.#start === this.#head) {
      this.#aggregate?.remove(oldest);
      this.#start++;
    }
    this.#head++;
    this.#compact();
    return true;
  }

  /** Index of the first entry in the window that ends at `index`. */
  windowStart(index: number): number {
    const end = this.#entries[index];
    if (!end) return index;
    if (index === this.#entries.length - 1) return this.#start;
    return this.#lowerBound(end.time - this.#timespanMs);
  }

  /** First index of the run of holding entries, no gap wider than the timespan, that `index` is in. */
  runStart(index: number): number {
    let at = index;
    while (at > this.#head) {
      const before = this.#entries[at - 1];
      const here = this.#entries[at];
      if (!before?.holds || !here || here.time - before.time > this.#timespanMs) break;
      at--;
    }
    return at;
  }

  /** Last index of that run. */
  runEnd(index: number): number {
    let at = index;
    while (at + 1 < this.#entries.length) {
      const next = this.#entries[at + 1];
      const here = this.#entries[at];
      if (!next?.holds || !here || next.time - here.time > this.#timespanMs) break;
      at++;
    }
    return at;
  }

  get newestIndex(): number {
    return this.#entries.length - 1;
  }

  #addLate(entry: Entry, correlation: CompiledCorrelation, onHold: OnHold): void {
    const at = this.#upperBound(entry.time);
    this.#entries.splice(at, 0, entry);
    const newest = this.#entries.at(-1);
    if (!newest) return;
    // Windows that end at the entry or hold it: a fresh aggregate slides over them.
    const until = entry.time + this.#timespanMs;
    let start = this.#lowerBound(entry.time - this.#timespanMs);
    const aggregate = createAggregate(correlation);
    for (let i = start; i < at; i++) {
      const earlier = this.#entries[i];
      if (earlier) aggregate.add(earlier);
    }
    const holding: Entry[] = [];
    for (let i = at; i < this.#entries.length; i++) {
      const end = this.#entries[i];
      if (!end || end.time > until) break;
      for (
        let oldest = this.#entries[start];
        oldest && oldest.time < end.time - this.#timespanMs;
        oldest = this.#entries[++start]
      ) {
        aggregate.remove(oldest);
      }
      aggregate.add(end);
      const holds = aggregate.holds(end.time);
      if (holds && !end.holds) holding.push(end);
      end.holds = holds;
      if (end.listed) joinList(end.listed, entry);
    }
    // The newest window's own aggregate may depend on the order of arrival: make it anew.
    this.#start = this.#lowerBound(newest.time - this.#timespanMs);
    const enough = this.#entries.length - this.#start >= correlation.minEntries;
    this.#aggregate = enough ? this.#aggregateFrom(this.#start, correlation) : undefined;
    if (!newest.holds) this.episode = undefined;
    for (const end of holding) onHold(correlation, this, this.#entries.indexOf(end, this.#head), true);
  }

  /** Over the entries from `start` on. */
  #aggregateFrom(start: number, correlation: CompiledCorrelation): Aggregate {
    const aggregate = createAggregate(correlation);
    for (let i = start; i < this.#entries.length; i++) {
      const inside = this.#entries[i];
      if (inside) aggregate.add(inside);
    }
    return aggregate;
  }

  #forget(before: number): void {
    let oldest = this.#entries[this.#head];
    while (oldest && oldest.time < before) oldest = this.#entries[++this.#head];
    this.#compact();
  }

  #compact(): void {
    // What stands before the head is still held, and no bound counts it: at most a quarter, at three pointers copied
    // for each entry that goes.
    if (this.#head === 0 || this.#head * 4 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#start -= this.#head;
    this.#head = 0;
  }

  /** Index of the first entry not before `time`. */
  #lowerBound(time: number): number {
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.time ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the first entry after `time`. */
  #upperBound(time: number): number {
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.time ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Puts a late entry's events in their places in a list that is in the order of time, ties by arrival. */
function joinList(list: EventRef[], { ref, behind }: Entry): void {
  for (const late of [...behind, ref]) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = list[middle];
      if (other && isAfter(other, late)) high = middle;
      else low = middle + 1;
    }
    if (list[low - 1]?.sequence !== late.sequence) list.splice(low, 0, late);
  }
}

function isAfter(a: EventRef, b: EventRef): boolean {
  return a.time > b.time || (a.time === b.time && a.sequence > b.sequence);
}

/** A run of events over which a correlation holds. */
export interface Episode {
  readonly first: EventRef;
  /** Entries from the first on. */
  count: number;
  /** Event time of its newest entry, ms. */
  lastTime: number;
  /** What the last detection made of it said. */
  toldTime: number;
  toldCount: number;
}

/** Never written to: a group's own list is made with its first entry. */
const NONE: Entry[] = [];
