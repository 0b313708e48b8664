import type { Detection, EventRef, MatchedField } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';
import { RecordRef } from '#core/base/event-id.ts';
import { isJsonObject } from '#core/base/json-line.ts';
import { ownText } from '#core/base/own-text.ts';
import type { Entry } from './entry.ts';
import { compileExplain, type Explain } from './explain.ts';
import { EventReader } from './fields.ts';
import { follow, isDue, joinLate, windowRefs } from './episode.ts';
import type { Group, OnHold } from './group.ts';
import { DEFAULT_LIMITS, type Limits, WindowCounts } from './limits.ts';
import { Matcher } from './matcher.ts';
import type {
  CompiledCorrelation,
  CompiledRule,
  CorrelationFeed,
  RuleFeed,
  RuleSet,
  Source,
} from './rule-set.ts';
import { carriedValue, firstValue, groupText, measured } from './values.ts';
import { CorrelationWindow } from './window.ts';

export interface CorrelatorOptions extends Partial<Limits> {
  /** Report a correlation at every event while it holds; otherwise once an episode, with updates as it goes on. */
  readonly every?: boolean;
  /** Report an episode again while it goes on (default); without, only its beginning. */
  readonly updates?: boolean;
  /** Late events join the lists of detections made before, where they fall into their windows: for who reads them last. */
  readonly amend?: boolean;
  /** Event times further ahead of receipt than this, ms, are clamped to it. Infinity for recordings. */
  readonly clampAheadMs?: number;
  /** Tell hits of rules that correlations refer to without saying `generate`; Sigma's default is silence. */
  readonly tellUnsaid?: boolean;
  /** Names events in detections; by default their raw record's eventId. A hunt names them by line and needs none. */
  readonly identify?: (event: SocEvent) => string;
}

export interface CorrelatorStats {
  readonly rules: number;
  readonly correlations: number;
  readonly groups: number;
  readonly entries: number;
  /** Groups and entries dropped to stay within bounds. */
  readonly evicted: number;
  readonly evictedGroups: number;
  readonly evictedEntries: number;
  readonly expiredGroups: number;
  /** Events whose time was ahead of their receipt. */
  readonly clamped: number;
  readonly late: number;
  readonly tooLate: number;
}

const NONE: readonly Detection[] = [];
const CLAMP_AHEAD_MS = 5000;
/** Events that a correlation passes on to one above it. */
const MAX_BEHIND = 16;

/** Runs a rule set over a stream of events. Keeps no event, record or raw text beyond the latest. */
export class Correlator {
  readonly #every: boolean;
  readonly #updates: boolean;
  readonly #amend: boolean;
  readonly #tellUnsaid: boolean;
  readonly #clampAheadMs: number;
  readonly #identify: ((event: SocEvent) => string) | undefined;
  readonly #limits: Limits;
  readonly #counts = new WindowCounts();
  #rules: RuleSet;
  #matcher: Matcher;
  #reader: EventReader;
  #windows: CorrelationWindow[];
  #explains = new Map<CompiledRule, Explain>();
  #clamped = 0;
  #streamTime = -Infinity;
  // What is known of the event being accepted.
  #event!: SocEvent;
  #time = 0;
  #ref: EventRef | undefined;
  /** The rule that is being fed to its correlations, and why it matched, once somebody asks. */
  #rule: CompiledRule | undefined;
  #matched: MatchedField[] | undefined;
  #out: Detection[] = [];
  #hits: CompiledRule[] = [];
  readonly #onHold: OnHold = (correlation, group, index, late) => this.#hold(correlation, group, index, late);
  readonly #onMatch = (rule: CompiledRule): void => void this.#hits.push(rule);

  constructor(rules: RuleSet, options: CorrelatorOptions = {}) {
    this.#every = options.every ?? false;
    this.#updates = options.updates ?? true;
    this.#amend = options.amend ?? false;
    this.#tellUnsaid = options.tellUnsaid ?? false;
    this.#clampAheadMs = options.clampAheadMs ?? CLAMP_AHEAD_MS;
    this.#identify = options.identify;
    this.#limits = { ...DEFAULT_LIMITS, ...options };
    this.#rules = rules;
    this.#matcher = new Matcher(rules);
    this.#reader = new EventReader(rules.table.names, rules.asIs);
    this.#windows = rules.correlations.map(
      (correlation) => new CorrelationWindow(correlation, this.#limits, this.#counts),
    );
  }

  /** Detections this event completed, rule hits first; a shared empty array when none. Event times are ms. */
  accept(event: SocEvent): readonly Detection[] {
    this.#reader.begin(event);
    this.#hits.length = 0;
    this.#matcher.match(event, this.#reader, this.#onMatch);
    this.#time = event['@timestamp'];
    if (this.#time > event.received + this.#clampAheadMs) {
      this.#time = event.received + this.#clampAheadMs;
      this.#clamped++;
    }
    if (this.#time > this.#streamTime) this.#streamTime = this.#time;
    if ((event.sequence & 1023) === 0)
      for (const window of this.#windows) window.expire(this.#streamTime, event.sequence);
    if (this.#hits.length === 0) return NONE;
    this.#event = event;
    this.#ref = undefined;
    this.#out = [];
    for (const rule of this.#hits) this.#tell(rule);
    for (const rule of this.#hits) if (rule.feeds.length > 0) this.#feed(rule);
    while (this.#counts.entries > this.#limits.maxEntries && this.#evictStalest());
    return this.#out.length === 0 ? NONE : this.#out;
  }

  /** True when some rule may match events of a dataset (`suricata.flow`), which decides their logsource alone. */
  wants(module: 'suricata' | 'zeek', dataset: string): boolean {
    return this.#matcher.wants(module, dataset);
  }

  /** Puts another rule set in place; windows of correlations that mean the same as before keep their state. */
  swap(rules: RuleSet): void {
    const old = new Map(this.#windows.map((window) => [window.correlation.identity, window]));
    this.#windows = rules.correlations.map((correlation) => {
      const window = old.get(correlation.identity);
      old.delete(correlation.identity);
      return window?.movedTo(correlation) ?? new CorrelationWindow(correlation, this.#limits, this.#counts);
    });
    for (const window of old.values()) window.clear();
    this.#rules = rules;
    this.#matcher = new Matcher(rules);
    this.#reader = new EventReader(rules.table.names, rules.asIs);
    this.#explains = new Map();
  }

  stats(): CorrelatorStats {
    const { groups, entries, evictedGroups, evictedEntries, expiredGroups, late, tooLate } = this.#counts;
    return {
      rules: this.#rules.rules.length + this.#rules.correlations.length,
      correlations: this.#rules.correlations.length,
      groups,
      entries,
      evicted: evictedGroups + evictedEntries,
      evictedGroups,
      evictedEntries,
      expiredGroups,
      clamped: this.#clamped,
      late,
      tooLate,
    };
  }

  #tell(rule: CompiledRule): void {
    if (rule.output === 'silent' || (rule.output === 'unsaid' && !this.#tellUnsaid)) return;
    const ref = this.#eventRef();
    this.#out.push({
      kind: 'rule',
      rule: rule.rule,
      time: this.#time,
      group: {},
      count: 1,
      update: false,
      event: this.#event,
      first: ref,
      events: [ref],
      matched: this.#explain(rule),
    });
  }

  /** Several rules of one correlation may match one event: where they name the same group it is one entry. */
  #feed(rule: CompiledRule): void {
    for (const feed of rule.feeds) {
      const { target } = feed;
      let mask = 1 << feed.position;
      const values = this.#groupValues(feed);
      if (!values) continue;
      if (target.positions > 1) {
        const shared = this.#sharedMask(rule, target, values);
        if (shared < 0) continue;
        mask |= shared;
      }
      const entry: Entry = {
        time: this.#time,
        sequence: this.#event.sequence,
        ref: this.#eventRef(),
        mask,
        value:
          feed.values.length === 0
            ? undefined
            : measured(
                target.type,
                feed.values.map((slots) => this.#value(slots)),
              ),
        carried:
          feed.carried.length === 0 ? EMPTY : feed.carried.map((slots) => carriedValue(this.#value(slots))),
        behind: EMPTY,
        holds: false,
        told: false,
        listed: undefined,
      };
      this.#rule = rule;
      this.#matched = undefined;
      this.#enter(target, values, entry);
    }
  }

  /** Bits of the other hits that feed the same group; -1 when one of them comes first and has done it already. */
  #sharedMask(rule: CompiledRule, target: CompiledCorrelation, values: readonly string[]): number {
    let mask = 0;
    let before = true;
    for (const other of this.#hits) {
      if (other === rule) {
        before = false;
        continue;
      }
      for (const feed of other.feeds) {
        if (feed.target !== target) continue;
        const others = this.#groupValues(feed);
        if (!others || !sameTexts(values, others)) continue;
        if (before) return -1;
        mask |= 1 << feed.position;
      }
    }
    return mask;
  }

  /** The first of alternative fields. Out of a line of text it is a piece that would keep the line. */
  #value(slots: readonly number[]): unknown {
    const value = firstValue(this.#reader, slots);
    return typeof value === 'string' && !isJsonObject(this.#event.raw) ? ownText(value) : value;
  }

  #groupValues(feed: RuleFeed): string[] | undefined {
    const values: string[] = [];
    for (const slots of feed.group) {
      const text = groupText(this.#value(slots));
      if (text === undefined) return undefined;
      values.push(text);
    }
    return values;
  }

  #enter(correlation: CompiledCorrelation, values: readonly string[], entry: Entry): void {
    this.#windows[correlation.index]?.add(values, entry, this.#streamTime, this.#onHold);
  }

  /** A window holds: tell it, or that it goes on, and pass it up the chain. */
  #hold(correlation: CompiledCorrelation, group: Group, index: number, late: boolean): void {
    const entry = group.entry(index);
    if (!entry) return;
    const told = late ? joinLate(group, index) : follow(correlation, group, entry, index);
    // A run that a late event began is told from its first event on, as if all had come in order.
    const at = this.#every || told || !late ? index : group.runStart(index);
    if (this.#every || !told || (this.#updates && isDue(group.episode)))
      this.#report(correlation, group, at, told);
    entry.told = true;
    for (const feed of correlation.feeds) this.#feedUp(feed, group, index);
  }

  #report(correlation: CompiledCorrelation, group: Group, index: number, update: boolean): void {
    const entry = group.entry(index);
    if (!entry) return;
    const start = group.windowStart(index);
    const { episode } = group;
    const current = episode && index === group.newestIndex ? episode : undefined;
    if (current) {
      current.toldTime = entry.time;
      current.toldCount = current.count;
    }
    const first = current?.first ?? group.entry(group.windowStart(group.runStart(index)))?.ref ?? entry.ref;
    this.#matched ??= this.#rule ? this.#explain(this.#rule) : [];
    const events = windowRefs(group, start, index, this.#limits.maxEvents);
    if (this.#amend) entry.listed = events;
    this.#out.push({
      kind: 'correlation',
      rule: correlation.rule,
      time: entry.time,
      group: Object.fromEntries(correlation.groupNames.map((name, i) => [name, group.values[i] ?? ''])),
      count: current?.count ?? index - start + 1,
      update,
      event: this.#event,
      first,
      events,
      matched: this.#matched,
    });
  }

  #feedUp(feed: CorrelationFeed, group: Group, index: number): void {
    const entry = group.entry(index);
    if (!entry) return;
    const find = (source: Source): unknown =>
      source && (source.from === 'group' ? group.values[source.index] : entry.carried[source.index]);
    const values: string[] = [];
    for (const source of feed.group) {
      const text = groupText(find(source));
      if (text === undefined) return;
      values.push(text);
    }
    this.#enter(feed.target, values, {
      time: entry.time,
      sequence: entry.sequence,
      ref: entry.ref,
      mask: 1 << feed.position,
      value: feed.values.length === 0 ? undefined : measured(feed.target.type, feed.values.map(find)),
      carried: feed.carried.length === 0 ? EMPTY : feed.carried.map(find),
      behind: windowRefs(group, group.windowStart(index), index, MAX_BEHIND),
      holds: false,
      told: false,
      listed: undefined,
    });
  }

  /** From the window that takes the most room: a noisy rule must not push out what a rare one waits for. */
  #evictStalest(): boolean {
    let largest: CorrelationWindow | undefined;
    for (const window of this.#windows) if (window.entries > (largest?.entries ?? 0)) largest = window;
    return largest?.evictStalest() ?? false;
  }

  #eventRef(): EventRef {
    const { raw, sequence } = this.#event;
    this.#ref ??= this.#identify
      ? { id: this.#identify(this.#event), time: this.#time, sequence }
      : new RecordRef(raw, this.#time, sequence);
    return this.#ref;
  }

  #explain(rule: CompiledRule): MatchedField[] {
    let explain = this.#explains.get(rule);
    if (!explain) {
      explain = compileExplain(rule.expression, this.#rules.table);
      this.#explains.set(rule, explain);
    }
    return explain(this.#reader);
  }
}

const EMPTY: readonly never[] = [];

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
