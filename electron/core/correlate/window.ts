import type { Entry } from './entry.ts';
import { Group, type OnHold } from './group.ts';
import type { Limits, WindowCounts } from './limits.ts';
import type { CompiledCorrelation } from './rule-set.ts';
import { joinKey } from './values.ts';

/** A group is stale when the stream has moved on by two timespans and by so many events: a lone wrong clock can't do it. */
const STALE_EVENTS = 1000;

/** A correlation's groups, found by key and in the order of touch. */
export class CorrelationWindow {
  readonly correlation: CompiledCorrelation;
  readonly #groups = new Map<string, Group>();
  #oldest: Group | undefined = undefined;
  #newest: Group | undefined = undefined;
  readonly #limits: Limits;
  readonly #counts: WindowCounts;
  readonly #maxEntriesPerGroup: number;
  #entries = 0;

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

  /** Entries of all its groups. */
  get entries(): number {
    return this.#entries;
  }

  /** Puts an entry into its group. `streamTime` is the newest event time so far, ms. */
  add(values: readonly string[], entry: Entry, streamTime: number, onHold: OnHold): void {
    this.expire(streamTime, entry.sequence);
    const group = this.#groupOf(values);
    group.touchedTime = streamTime;
    group.touchedSequence = entry.sequence;
    const before = group.size;
    const placed = group.add(entry, this.correlation, onHold);
    if (placed === 'late') this.#counts.late++;
    else if (placed === 'too late') this.#counts.tooLate++;
    while (group.size > this.#maxEntriesPerGroup && group.dropOldest()) this.#counts.evictedEntries++;
    this.#change(group.size - before);
  }

  /** Drops groups gone stale, a few at a time so that no event pays for many. */
  expire(streamTime: number, sequence: number): void {
    for (let budget = 4; budget > 0; budget--) {
      const group = this.#oldest;
      if (!group || streamTime - group.touchedTime <= 2 * this.correlation.timespanMs) return;
      if (sequence - group.touchedSequence < STALE_EVENTS) return;
      this.#remove(group);
      this.#counts.expiredGroups++;
    }
  }

  /** Makes room: takes the stalest group away. False when there is none. */
  evictStalest(): boolean {
    const group = this.#oldest;
    if (!group) return false;
    this.#remove(group);
    this.#counts.evictedEntries += group.size;
    return true;
  }

  /** Under a correlation that means the same, compiled anew: the groups go over. */
  movedTo(correlation: CompiledCorrelation): CorrelationWindow {
    const moved = new CorrelationWindow(correlation, this.#limits, this.#counts);
    for (let group = this.#oldest; group; ) {
      const next: Group | undefined = group.newer;
      moved.#groups.set(group.key, group);
      moved.#entries += group.size;
      moved.#append(group);
      group = next;
    }
    return moved;
  }

  /** Takes all groups away, as when the rule is gone. */
  clear(): void {
    while (this.#oldest) this.#remove(this.#oldest);
  }

  /** The group, made when there is none, now the last touched. */
  #groupOf(values: readonly string[]): Group {
    const key = joinKey(values);
    const known = this.#groups.get(key);
    if (known) {
      if (known !== this.#newest) {
        this.#unlink(known);
        this.#append(known);
      }
      return known;
    }
    if (this.#groups.size >= this.#limits.maxGroupsPerRule && this.#oldest) {
      this.#remove(this.#oldest);
      this.#counts.evictedGroups++;
    }
    const group = new Group(this.correlation, key, values);
    this.#groups.set(key, group);
    this.#append(group);
    this.#counts.groups++;
    return group;
  }

  #change(entries: number): void {
    this.#entries += entries;
    this.#counts.entries += entries;
  }

  #append(group: Group): void {
    group.older = this.#newest;
    group.newer = undefined;
    if (this.#newest) this.#newest.newer = group;
    else this.#oldest = group;
    this.#newest = group;
  }

  #unlink(group: Group): void {
    if (group.older) group.older.newer = group.newer;
    else this.#oldest = group.newer;
    if (group.newer) group.newer.older = group.older;
    else this.#newest = group.older;
  }

  #remove(group: Group): void {
    this.#groups.delete(group.key);
    this.#unlink(group);
    this.#counts.groups--;
    this.#change(-group.size);
  }
}
