/** Bounds of what windows may hold, and what became of events on the way. Shared by a correlator's windows. */
export interface Limits {
  /** Groups of one correlation. */
  readonly maxGroupsPerRule: number;
  /** Entries of one group; a correlation that must count further gets what its threshold needs. */
  readonly maxEntriesPerGroup: number;
  /** Entries of all groups together. */
  readonly maxEntries: number;
  /** Events listed in a detection, the newest kept. */
  readonly maxEvents: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxGroupsPerRule: 100_000,
  maxEntriesPerGroup: 10_000,
  // About 25 MB, and 80 where every group and value is as long as it may be. A busy stream fills it within minutes, and
  // then the stalest groups go: slow scans are what a flood may hide, memory is what it may not take.
  maxEntries: 100_000,
  maxEvents: 100,
};

/** Running totals; only ever grow, but for `groups` and `entries`. */
export class WindowCounts {
  groups = 0;
  entries = 0;
  /** Groups dropped because a rule had too many. */
  evictedGroups = 0;
  /** Entries dropped because their group, or all together, had too many. */
  evictedEntries = 0;
  /** Groups dropped because nothing had come for two timespans. */
  expiredGroups = 0;
  /** Events put before newer ones of their group. */
  late = 0;
  /** Events older than their group's window: detected, not correlated. */
  tooLate = 0;
}
