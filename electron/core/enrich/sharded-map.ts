const SHARDS = 64;

/**
 * A map of half a million grows in one step that takes a fifth of a second; of many small ones each grows by itself,
 * and none for long.
 */
export class ShardedMap<K, V> {
  size = 0;
  readonly #shards: (Map<K, V> | undefined)[] = [];
  readonly #hash: (key: K) => number;

  /** @param hash spreads keys over 0 to 63 */
  constructor(hash: (key: K) => number) {
    this.#hash = hash;
  }

  get(key: K): V | undefined {
    return this.#shards[this.#hash(key) & (SHARDS - 1)]?.get(key);
  }

  /** @returns false for a key that is there already: it keeps what it has */
  add(key: K, value: V): boolean {
    const at = this.#hash(key) & (SHARDS - 1);
    const shard = (this.#shards[at] ??= new Map());
    if (shard.has(key)) return false;
    shard.set(key, value);
    this.size++;
    return true;
  }
}

/** Multiplied by the golden ratio the upper bits depend on all of them. */
export function hashNumber(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 26;
}

/** By a few characters: enough to spread names, addresses and hashes. */
export function hashText(key: string): number {
  const { length } = key;
  let hash = length;
  for (let i = 0; i < 6; i++) hash = Math.imul(hash, 31) + key.charCodeAt(((length - 1) * i) / 5);
  return hashNumber(hash);
}
