import { compare } from './compile-test.ts';
import type { CompiledCorrelation } from './rule-set.ts';
import type { Entry } from './entry.ts';

/** What a correlation's condition is about, kept up to date while entries come into a window and leave it. */
export interface Aggregate {
  /** Entries are added in their order. */
  add(entry: Entry): void;
  /** Entries leave in their order, oldest first. */
  remove(entry: Entry): void;
  /** Over what is in now; the window ends at `time`, ms. */
  holds(time: number): boolean;
}

/** An empty aggregate of the correlation's kind. */
export function createAggregate(correlation: CompiledCorrelation): Aggregate {
  switch (correlation.type) {
    case 'event_count':
      return new CountAggregate(correlation);
    case 'value_count':
      return new DistinctAggregate(correlation);
    case 'temporal':
      return new PresenceAggregate(correlation);
    case 'temporal_ordered':
      return new OrderedAggregate(correlation);
    case 'value_sum':
    case 'value_avg':
      return new SumAggregate(correlation);
    case 'value_percentile':
    case 'value_median':
      return new RankAggregate(correlation);
  }
}

function meets(correlation: CompiledCorrelation, measure: number): boolean {
  for (const { op, value } of correlation.thresholds) if (!compare(measure, op, value)) return false;
  return true;
}

class CountAggregate implements Aggregate {
  readonly #correlation: CompiledCorrelation;
  #count = 0;

  constructor(correlation: CompiledCorrelation) {
    this.#correlation = correlation;
  }

  add(): void {
    this.#count++;
  }

  remove(): void {
    this.#count--;
  }

  holds(): boolean {
    return meets(this.#correlation, this.#count);
  }
}

class DistinctAggregate implements Aggregate {
  readonly #correlation: CompiledCorrelation;
  readonly #counts = new Map<string, number>();

  constructor(correlation: CompiledCorrelation) {
    this.#correlation = correlation;
  }

  add(entry: Entry): void {
    if (typeof entry.value !== 'string') return;
    this.#counts.set(entry.value, (this.#counts.get(entry.value) ?? 0) + 1);
  }

  remove(entry: Entry): void {
    if (typeof entry.value !== 'string') return;
    const count = this.#counts.get(entry.value) ?? 0;
    if (count > 1) this.#counts.set(entry.value, count - 1);
    else this.#counts.delete(entry.value);
  }

  holds(): boolean {
    return meets(this.#correlation, this.#counts.size);
  }
}

class PresenceAggregate implements Aggregate {
  readonly #correlation: CompiledCorrelation;
  readonly #counts: number[];
  readonly #present = (position: number): boolean => (this.#counts[position] ?? 0) > 0;

  constructor(correlation: CompiledCorrelation) {
    this.#correlation = correlation;
    this.#counts = Array.from({ length: correlation.positions }, () => 0);
  }

  add(entry: Entry): void {
    this.#change(entry.mask, 1);
  }

  remove(entry: Entry): void {
    this.#change(entry.mask, -1);
  }

  get present(): (position: number) => boolean {
    return this.#present;
  }

  holds(): boolean {
    const { condition } = this.#correlation;
    if (condition) return condition(this.#present);
    let distinct = 0;
    for (const count of this.#counts) if (count > 0) distinct++;
    return meets(this.#correlation, distinct);
  }

  #change(mask: number, by: 1 | -1): void {
    for (let position = 0, rest = mask; rest !== 0; position++, rest >>>= 1) {
      if (rest & 1) this.#counts[position] = (this.#counts[position] ?? 0) + by;
    }
  }
}

/**
 * Rules in their order, other events between them allowed. For each rule and length it keeps the latest start of a
 * chain of that many rules that ends with it: a chain is in the window when its start is. So nothing need be removed.
 */
class OrderedAggregate implements Aggregate {
  readonly #correlation: CompiledCorrelation;
  readonly #presence: PresenceAggregate;
  /** [position * (positions + 1) + length]: start of the latest such chain, ms. */
  readonly #starts: Float64Array;

  constructor(correlation: CompiledCorrelation) {
    this.#correlation = correlation;
    this.#presence = new PresenceAggregate(correlation);
    this.#starts = new Float64Array(correlation.positions * (correlation.positions + 1)).fill(-Infinity);
  }

  add(entry: Entry): void {
    this.#presence.add(entry);
    const { positions } = this.#correlation;
    // From the last position down: one event is one step of a chain, even when it matches several of its rules.
    for (let position = positions - 1; position >= 0; position--) {
      if ((entry.mask & (1 << position)) !== 0) this.#step(position, entry.time);
    }
  }

  remove(entry: Entry): void {
    this.#presence.remove(entry);
  }

  holds(time: number): boolean {
    const { condition, positive, timespanMs } = this.#correlation;
    const length = this.#longest(time - timespanMs);
    if (!condition) return meets(this.#correlation, length);
    return this.#presence.holds() && length >= positive.filter(this.#presence.present).length;
  }

  #step(position: number, time: number): void {
    const { positions, positive, condition } = this.#correlation;
    if (condition && !positive.includes(position)) return;
    const width = positions + 1;
    const starts = this.#starts;
    starts[position * width + 1] = time;
    for (let length = 2; length <= position + 1; length++) {
      let best = starts[position * width + length] ?? -Infinity;
      for (let before = 0; before < position; before++) {
        best = Math.max(best, starts[before * width + length - 1] ?? -Infinity);
      }
      starts[position * width + length] = best;
    }
  }

  #longest(from: number): number {
    const { positions } = this.#correlation;
    for (let length = positions; length > 0; length--) {
      for (let position = length - 1; position < positions; position++) {
        if ((this.#starts[position * (positions + 1) + length] ?? -Infinity) >= from) return length;
      }
    }
    return 0;
  }
}

class SumAggregate implements Aggregate {
  readonly #correlation: CompiledCorrelation;
  #sum = 0;
  #count = 0;

  constructor(correlation: CompiledCorrelation) {
    this.#correlation = correlation;
  }

  add(entry: Entry): void {
    if (typeof entry.value !== 'number') return;
    this.#sum += entry.value;
    this.#count++;
  }

  remove(entry: Entry): void {
    if (typeof entry.value !== 'number') return;
    this.#count--;
    // What rounding left behind goes with the last value.
    this.#sum = this.#count === 0 ? 0 : this.#sum - entry.value;
  }

  holds(): boolean {
    if (this.#count === 0) return false;
    return meets(
      this.#correlation,
      this.#correlation.type === 'value_sum' ? this.#sum : this.#sum / this.#count,
    );
  }
}

class RankAggregate implements Aggregate {
  readonly #correlation: CompiledCorrelation;
  readonly #sorted: number[] = [];

  constructor(correlation: CompiledCorrelation) {
    this.#correlation = correlation;
  }

  add(entry: Entry): void {
    if (typeof entry.value === 'number') this.#sorted.splice(this.#place(entry.value), 0, entry.value);
  }

  remove(entry: Entry): void {
    if (typeof entry.value === 'number') this.#sorted.splice(this.#place(entry.value), 1);
  }

  /** Between two ranks the value is interpolated, as numpy does. */
  holds(): boolean {
    const sorted = this.#sorted;
    if (sorted.length === 0) return false;
    const rank = (this.#correlation.percentile / 100) * (sorted.length - 1);
    const low = sorted[Math.floor(rank)] ?? 0;
    const high = sorted[Math.ceil(rank)] ?? low;
    return meets(this.#correlation, low + (high - low) * (rank - Math.floor(rank)));
  }

  /** Index of the first value that is not less. */
  #place(value: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
