import type { DetectionRule } from '#contract/detection.ts';
import type { Severity } from '#contract/severity.ts';
import { ATTACK_SPANS_MS, type Attack } from '#contract/wall.ts';
import { WindowedCounter } from './windowed-counter.ts';

/** Techniques told; ATT&CK has some 200, and rules of one wall name fewer. */
const MAX_CELLS = 160;
const MAX_TACTICS = 32;
/** Spans end without news: told again at least this often. */
const AGAIN_MS = 10_000;

interface Known {
  readonly tactics: Set<string>;
  last: number;
}

/** Detections by ATT&CK technique and tactic over each of the spans that a matrix may show. */
export class AttackCounts {
  readonly #techniques: readonly WindowedCounter<string>[];
  readonly #tactics: readonly WindowedCounter<string>[];
  readonly #maxKeys: number;
  /** What is known of a technique beyond its counts, least recently seen first. */
  readonly #known = new Map<string, Known>();
  #changed = true;
  #toldAt = 0;

  /** @param maxKeys techniques counted, and tactics */
  constructor(maxKeys: number) {
    const counters = () =>
      ATTACK_SPANS_MS.map((spanMs) => new WindowedCounter<string>({ spanMs, slices: 12, maxKeys }));
    this.#techniques = counters();
    this.#tactics = counters();
    this.#maxKeys = maxKeys;
  }

  /** @param atMs when it arrived; for warm records, when it happened */
  add(rule: DetectionRule, atMs: number): void {
    if (rule.techniques.length === 0 && rule.tactics.length === 0) return;
    this.#changed = true;
    for (const tactic of rule.tactics) for (const one of this.#tactics) one.add(tactic, atMs);
    for (const technique of rule.techniques) {
      for (const one of this.#techniques) one.add(technique, atMs, 1, rule.level);
      const known = this.#known.get(technique) ?? { tactics: new Set<string>(), last: 0 };
      this.#known.delete(technique);
      this.#known.set(technique, known);
      for (const tactic of rule.tactics) if (known.tactics.size < MAX_TACTICS) known.tactics.add(tactic);
      known.last = Math.max(known.last, atMs);
      if (this.#known.size > this.#maxKeys) {
        const [oldest] = this.#known.keys();
        if (oldest !== undefined) this.#known.delete(oldest);
      }
    }
  }

  /** Undefined while there is nothing new to tell. */
  takeChanged(nowMs: number): Attack | undefined {
    if (!this.#changed && nowMs - this.#toldAt < AGAIN_MS) return undefined;
    this.#changed = false;
    this.#toldAt = nowMs;
    return this.list(nowMs);
  }

  list(nowMs: number): Attack {
    const sums = this.#techniques.map((one) => one.sum(nowMs).counts);
    // The longest span has seen whatever the shorter ones have.
    const longest = sums.at(-1) ?? new Map<string, number>();
    for (const technique of this.#known.keys()) if (!longest.has(technique)) this.#known.delete(technique);
    const order = [...longest].sort((a, b) => b[1] - a[1]);
    const tactics = this.#tactics.map((one) => one.sum(nowMs).counts);
    return {
      cells: order.slice(0, MAX_CELLS).map(([technique]) => {
        const known = this.#known.get(technique);
        return {
          technique,
          tactics: [...(known?.tactics ?? [])],
          counts: sums.map((sum) => sum.get(technique) ?? 0),
          severities: this.#techniques.map((one) => one.grade(technique, nowMs) as Severity),
          last: known?.last ?? 0,
        };
      }),
      more: Math.max(0, order.length - MAX_CELLS),
      tactics: [...(tactics.at(-1)?.keys() ?? [])].slice(0, MAX_TACTICS).map((tactic) => ({
        tactic,
        counts: tactics.map((sum) => sum.get(tactic) ?? 0),
      })),
    };
  }
}
