import type { Entry } from './entry.ts';
import { Group, type OnHold } from './group.ts';
import type { Limits, WindowCounts } from './limits.ts';
import type { CompiledCorrelation } from './rule-set.ts';
import { joinKey } from './values.ts';

/** A group is stale when the stream has moved on by two timespans and by so many events: a lone wrong clock can't do it. */
const STALE_EVENTS = 1000;

/** A correlation's groups, the longest untouched first. */
export class CorrelationWindow {
  readonly correlation: CompiledCorrelation;
  readonly #groups = new Map<string, Group>();
  readonly #limits: Limits;
  readonly #counts: WindowCounts;
  readonly #maxEntriesPerGroup: number;

  constructor(correlation: CompiledCorrelation, limits: Limits, counts: WindowCounts) {
    this.correlation = correlation;
    this.#limits = limits;
    this.#counts = counts;
    const needed = Math.max(0, ...correlation.thresholds.map(({ value }) => Math.ceil(value) + 1));
    // Sums and averages have thresholds that say nothing about how many events are needed.
    const counting = correlation.type === 'event_count' || correlation.type === 'value_count';
    this.#maxEntriesPerGroup = counting
      ? Math.min(Math.max(limits.maxEntriesPerGroup, needed), limits.maxEntries)
      : limits.maxEntriesPerGroup;
  }

  /** Sequence of the last event of the group longest untouched; Infinity when there is no group. */
  get stalest(): number {
    for (const group of this.#groups.values()) return group.touchedSequence;
    return Infinity;
  }

  /** Puts an entry into its group. `streamTime` is the newest event time so far, ms. */
  add(values: readonly string[], entry: Entry, streamTime: number, onHold: OnHold): void {
    this.expire(streamTime, entry.sequence);
    const key = joinKey(values);
    let group = this.#groups.get(key);
    if (group) this.#groups.delete(key);
    else {
      if (this.#groups.size >= this.#limits.maxGroupsPerRule) {
        this.#dropStalest();
        this.#counts.evictedGroups++;
      }
      group = new Group(this.correlation, values);
      this.#counts.groups++;
    }
    // Taken out and put back: the map's order is the order of touch.
    this.#groups.set(key, group);
    group.touchedTime = streamTime;
    group.touchedSequence = entry.sequence;
    const before = group.size;
    const placed = group.add(entry, this.correlation, onHold);
    if (placed === 'late') this.#counts.late++;
    else if (placed === 'too late') this.#counts.tooLate++;
    while (group.size > this.#maxEntriesPerGroup && group.dropOldest()) this.#counts.evictedEntries++;
    this.#counts.entries += group.size - before;
  }

  /** Drops groups gone stale, a few at a time so that no event pays for many. */
  expire(streamTime: number, sequence: number): void {
    let budget = 4;
    for (const [key, group] of this.#groups) {
      const idle = streamTime - group.touchedTime > 2 * this.correlation.timespanMs;
      if (!idle || sequence - group.touchedSequence < STALE_EVENTS || budget-- === 0) return;
      this.#remove(key, group);
      this.#counts.expiredGroups++;
    }
  }

  /** Makes room: takes the stalest group away. False when there is none. */
  evictStalest(): boolean {
    const entries = this.#dropStalest();
    this.#counts.evictedEntries += entries;
    return entries > 0;
  }

  /** Under a correlation that means the same, compiled anew: the groups go over. */
  movedTo(correlation: CompiledCorrelation): CorrelationWindow {
    const moved = new CorrelationWindow(correlation, this.#limits, this.#counts);
    for (const [key, group] of this.#groups) moved.#groups.set(key, group);
    return moved;
  }

  /** Takes all groups away, as when the rule is gone. */
  clear(): void {
    for (const [key, group] of this.#groups) this.#remove(key, group);
  }

  #dropStalest(): number {
    for (const [key, group] of this.#groups) {
      this.#remove(key, group);
      return group.size;
    }
    return 0;
  }

  #remove(key: string, group: Group): void {
    this.#groups.delete(key);
    this.#counts.groups--;
    this.#counts.entries -= group.size;
  }
}
