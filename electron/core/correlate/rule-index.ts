import { AffixTrie, Automaton, type TextIndex } from './automaton.ts';
import { type EventReader, type FieldTable, scalarText } from './fields.ts';
import { KEYWORDS, type Needle, type Requirement, requirements } from './needles.ts';
import type { CompiledRule } from './rule-set.ts';

/**
 * Finds the few rules that an event may match: each rule is filed under texts one of which it can't do without.
 * Only those whose text is in the event are evaluated. After some traffic, rules filed under what turned out to be
 * common are filed anew under something else they require.
 */
export class RuleIndex {
  readonly #rules: readonly CompiledRule[];
  readonly #choices: (readonly Requirement[])[];
  readonly #chosen: Uint8Array;
  /** Which event made a rule a candidate last. */
  readonly #stamps: Int32Array;
  /** Events that made a rule a candidate in vain. */
  readonly #misses: Uint32Array;
  #always: number[] = [];
  #probes: Probe[] = [];
  #probeOf = new Map<number, Probe>();
  #keywords: Probe | undefined;
  #stamp = 0;
  #reviewAt = FIRST_REVIEW;
  readonly #candidates: number[] = [];
  readonly #onFound = (rule: number): void => {
    if (this.#stamps[rule] === this.#stamp) return;
    this.#stamps[rule] = this.#stamp;
    this.#candidates.push(rule);
  };

  constructor(rules: readonly CompiledRule[], table: FieldTable) {
    this.#rules = rules;
    this.#choices = rules.map((rule) => requirements(rule.expression, table));
    this.#chosen = new Uint8Array(rules.length);
    this.#stamps = new Int32Array(rules.length);
    this.#misses = new Uint32Array(rules.length);
    this.#file();
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** Rules that no text can rule out: they are evaluated for every event. */
  get always(): readonly CompiledRule[] {
    return this.#always.flatMap((rule) => this.#rules[rule] ?? []);
  }

  /** Fields that are looked at in every event. */
  get probed(): number {
    return this.#probes.length;
  }

  /**
   * Calls `onMatch` for each rule that the reader's event matches, in the rules' order. `slots`: the fields the event
   * may have; all that the rules name when undefined.
   */
  match(
    reader: EventReader,
    slots: readonly number[] | undefined,
    onMatch: (rule: CompiledRule) => void,
  ): void {
    this.#stamp++;
    const candidates = this.#candidates;
    candidates.length = 0;
    for (const rule of this.#always) candidates.push(rule);
    if (slots === undefined) for (const probe of this.#probes) probe.run(reader, this.#onFound);
    else for (const slot of slots) this.#probeOf.get(slot)?.run(reader, this.#onFound);
    this.#keywords?.runKeywords(reader, this.#onFound);
    if (candidates.length === 0) return;
    if (candidates.length > 1) candidates.sort(ascending);
    for (const candidate of candidates) {
      const rule = this.#rules[candidate];
      if (rule?.check(reader)) onMatch(rule);
      else this.#misses[candidate] = (this.#misses[candidate] ?? 0) + 1;
    }
    if (this.#stamp >= this.#reviewAt) this.#review();
  }

  /** Files every rule under the requirement chosen for it. */
  #file(): void {
    const drafts = new Map<number, Draft>();
    this.#always = [];
    this.#rules.forEach((_, rule) => {
      const choice = this.#choices[rule]?.[this.#chosen[rule] ?? 0];
      if (!choice) {
        this.#always.push(rule);
        return;
      }
      for (const needle of choice.needles) {
        let draft = drafts.get(needle.slot);
        if (!draft) drafts.set(needle.slot, (draft = new Draft()));
        draft.add(needle, rule);
      }
    });
    this.#keywords = drafts.get(KEYWORDS)?.probe(KEYWORDS);
    drafts.delete(KEYWORDS);
    this.#probes = [...drafts].map(([slot, draft]) => draft.probe(slot));
    this.#probeOf = new Map(this.#probes.map((probe) => [probe.slot, probe]));
  }

  #review(): void {
    let changed = false;
    this.#misses.forEach((misses, rule) => {
      const choices = this.#choices[rule] ?? [];
      const chosen = this.#chosen[rule] ?? 0;
      if (misses / this.#stamp < COMMON_SHARE || chosen + 1 >= choices.length) return;
      this.#chosen[rule] = chosen + 1;
      changed = true;
    });
    this.#misses.fill(0);
    if (this.#stamp >= MAX_STAMP) {
      // Stamps are 32 bits wide: begin anew, reviewed for good.
      this.#stamp = 0;
      this.#stamps.fill(-1);
    }
    this.#reviewAt = this.#stamp > 0 && this.#stamp < LAST_REVIEW ? this.#stamp * 4 : MAX_STAMP;
    if (changed) this.#file();
  }
}

/** Reviews come after 2,048 events, then at four times as many each, to half a million. */
const FIRST_REVIEW = 2048;
const LAST_REVIEW = 500_000;
const MAX_STAMP = 0x7ffffffe;
/** A rule looked at in vain by more than one event in so many should be filed under something rarer. */
const COMMON_SHARE = 1 / 50;

function ascending(a: number, b: number): number {
  return a - b;
}

/** Needles of one field while the index is made. */
class Draft {
  readonly #texts = {
    exact: new Map<string, number[]>(),
    prefix: new Map<string, number[]>(),
    suffix: new Map<string, number[]>(),
    contains: new Map<string, number[]>(),
  };
  readonly #present: number[] = [];

  add({ kind, text }: Needle, rule: number): void {
    if (kind === 'present') {
      this.#present.push(rule);
      return;
    }
    const texts = this.#texts[kind];
    const rules = texts.get(text);
    if (rules) rules.push(rule);
    else texts.set(text, [rule]);
  }

  probe(slot: number): Probe {
    const { exact, prefix, suffix, contains } = this.#texts;
    const indexes: TextIndex[] = [];
    if (prefix.size > 0) indexes.push(new AffixTrie(prefix, 'start'));
    if (suffix.size > 0) indexes.push(new AffixTrie(suffix, 'end'));
    if (contains.size > 0) indexes.push(new LazyAutomaton(contains));
    return new Probe(slot, this.#present, exact, indexes);
  }
}

/** Built when the first text comes: most fields of most rule sets never have one. */
class LazyAutomaton implements TextIndex {
  readonly #texts: ReadonlyMap<string, readonly number[]>;
  #automaton: Automaton | undefined;

  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    this.#texts = texts;
  }

  find(text: string, onFound: (value: number) => void): void {
    this.#automaton ??= new Automaton(this.#texts);
    this.#automaton.find(text, onFound);
  }
}

class Probe {
  readonly slot: number;
  readonly #present: readonly number[];
  readonly #exact: ReadonlyMap<string, readonly number[]>;
  readonly #indexes: readonly TextIndex[];

  constructor(
    slot: number,
    present: readonly number[],
    exact: ReadonlyMap<string, readonly number[]>,
    indexes: readonly TextIndex[],
  ) {
    this.slot = slot;
    this.#present = present;
    this.#exact = exact;
    this.#indexes = indexes;
  }

  run(reader: EventReader, onFound: (rule: number) => void): void {
    const value = reader.value(this.slot);
    if (value === undefined) return;
    for (const rule of this.#present) onFound(rule);
    if (this.#exact.size === 0 && this.#indexes.length === 0) return;
    if (typeof value === 'string') this.#look(reader.lower(this.slot), onFound);
    else this.#lookAt(value, onFound);
  }

  runKeywords(reader: EventReader, onFound: (rule: number) => void): void {
    for (const text of reader.texts()) this.#look(text.toLowerCase(), onFound);
  }

  #lookAt(value: unknown, onFound: (rule: number) => void): void {
    if (Array.isArray(value)) for (const item of value) this.#lookAt(item, onFound);
    else {
      const text = scalarText(value);
      if (text !== undefined) this.#look(text.toLowerCase(), onFound);
    }
  }

  #look(text: string, onFound: (rule: number) => void): void {
    if (this.#exact.size > 0) {
      const rules = this.#exact.get(text);
      if (rules) for (const rule of rules) onFound(rule);
    }
    for (const index of this.#indexes) index.find(text, onFound);
  }
}
