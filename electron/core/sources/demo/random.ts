/** Random numbers that a seed repeats (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.next() * list.length)] ?? list[0];
  }

  weighted<T extends { readonly weight: number }>(list: readonly [T, ...T[]]): T {
    let total = 0;
    for (const item of list) total += item.weight;
    let left = this.next() * total;
    for (const item of list) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return list[0];
  }

  /** Long-tailed sizes: most are small, a few are large. */
  size(median: number): number {
    return Math.max(40, Math.floor(median * Math.exp((this.next() + this.next() + this.next() - 1.5) * 2.4)));
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits)
      text += Math.floor(this.next() * 65536)
        .toString(16)
        .padStart(4, '0');
    return text.slice(0, digits);
  }
}
