import type { SocEvent } from '#contract/event.ts';
import { classify, classKey, isOfLogsource } from './event-class.ts';
import type { EventReader } from './fields.ts';
import type { CompiledRule, RuleSet } from './rule-set.ts';

/** Finds the rules that an event matches. */
export class Matcher {
  readonly #rules: RuleSet;
  readonly #byClass = new Map<string, readonly CompiledRule[]>();

  constructor(rules: RuleSet) {
    this.#rules = rules;
  }

  /** Calls `onMatch` for each rule that the reader's event, which is `event`, matches, in the rules' order. */
  match(event: SocEvent, reader: EventReader, onMatch: (rule: CompiledRule) => void): void {
    for (const rule of this.#rulesFor(event)) if (rule.check(reader)) onMatch(rule);
  }

  #rulesFor(event: SocEvent): readonly CompiledRule[] {
    if (this.#rules.asIs) return this.#rules.rules;
    const key = classKey(event);
    let rules = this.#byClass.get(key);
    if (!rules) {
      const eventClass = classify(event);
      rules = this.#rules.rules.filter((rule) => isOfLogsource(eventClass, rule.logsource));
      if (this.#byClass.size >= MAX_CLASSES) this.#byClass.clear();
      this.#byClass.set(key, rules);
    }
    return rules;
  }
}

/** Class keys hold text from events: an attacker must not be able to pile them up. */
const MAX_CLASSES = 1000;
