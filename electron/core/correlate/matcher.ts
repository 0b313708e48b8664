import { type SensorRecord, SocEvent } from '#contract/event.ts';
import { classify, classKey, isOfLogsource } from './event-class.ts';
import type { EventReader } from './fields.ts';
import { RuleIndex } from './rule-index.ts';
import type { CompiledRule, RuleSet } from './rule-set.ts';

/** Class keys hold text from events: an attacker must not be able to pile up indexes. */
const MAX_CLASSES = 1000;

/** Finds the rules that an event matches. Makes one index for each set of logsources that events belong to. */
export class Matcher {
  readonly #rules: RuleSet;
  readonly #byKey = new Map<string, RuleIndex>();
  /** Classes to which the same rules apply share an index. */
  readonly #byRules = new Map<string, RuleIndex>();
  readonly #everyRule: RuleIndex | undefined;
  readonly #slotsByKey: ReadonlyMap<string, readonly number[]>;

  constructor(rules: RuleSet) {
    this.#rules = rules;
    this.#everyRule = rules.asIs ? new RuleIndex(rules.rules, rules.table) : undefined;
    this.#slotsByKey = rules.asIs ? slotsByKey(rules.table.names) : new Map();
  }

  /** Calls `onMatch` for each rule that the reader's event, which is `event`, matches, in the rules' order. */
  match(event: SocEvent, reader: EventReader, onMatch: (rule: CompiledRule) => void): void {
    if (this.#everyRule) {
      this.#everyRule.match(reader, event.record && this.#slotsOf(event.record), onMatch);
      return;
    }
    this.indexFor(event).match(reader, undefined, onMatch);
  }

  /** The index of the event's logsources. */
  indexFor(event: SocEvent): RuleIndex {
    if (this.#everyRule) return this.#everyRule;
    const key = classKey(event);
    let index = this.#byKey.get(key);
    if (!index) {
      index = this.#make(event);
      if (this.#byKey.size >= MAX_CLASSES) {
        this.#byKey.clear();
        this.#byRules.clear();
      }
      this.#byKey.set(key, index);
    }
    return index;
  }

  /** True when some rule is for events of the dataset. */
  wants(module: string, dataset: string): boolean {
    const event = new SocEvent();
    event['event.module'] = module;
    event['event.dataset'] = dataset;
    return !this.indexFor(event).isEmpty;
  }

  #make(event: SocEvent): RuleIndex {
    const eventClass = classify(event);
    const { rules, table } = this.#rules;
    const chosen: CompiledRule[] = [];
    const positions: number[] = [];
    rules.forEach((rule, position) => {
      if (!isOfLogsource(eventClass, rule.logsource)) return;
      chosen.push(rule);
      positions.push(position);
    });
    const key = positions.join();
    let index = this.#byRules.get(key);
    if (!index) this.#byRules.set(key, (index = new RuleIndex(chosen, table)));
    return index;
  }

  /** Fields that a record may have, judged by its outermost keys; some of them may turn out absent. */
  #slotsOf(record: SensorRecord): number[] {
    const out: number[] = [];
    for (const key of Object.keys(record)) {
      const slots = this.#slotsByKey.get(key);
      if (slots) out.push(...slots);
    }
    return out;
  }
}

/** A dotted field may begin at any key that is one of its beginnings: a, a.b, a.b.c. */
function slotsByKey(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const out = new Map<string, number[]>();
  names.forEach((name, slot) => {
    for (let dot = name.indexOf('.'); ; dot = name.indexOf('.', dot + 1)) {
      const key = dot < 0 ? name : name.slice(0, dot);
      const slots = out.get(key);
      if (slots) slots.push(slot);
      else out.set(key, [slot]);
      if (dot < 0) break;
    }
  });
  return out;
}
