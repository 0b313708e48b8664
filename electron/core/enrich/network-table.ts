import { type Cidr, maskIpv4, maskIpv6, parseCidr } from '#core/base/ip.ts';
import { hashNumber, hashText, ShardedMap } from './sharded-map.ts';

interface Blocks<K, T> {
  readonly prefix: number;
  readonly values: ShardedMap<K, T>;
}

/** Longest-prefix match of an address: one exact look-up for each prefix length in use. */
export class NetworkTable<T> {
  size = 0;
  readonly #v4: Blocks<number, T>[] = [];
  readonly #v6: Blocks<string, T>[] = [];
  readonly #masked = new Uint16Array(8);

  /** Of two with the same block the first has it. @returns false for a block that is there already */
  add(cidr: Cidr, value: T): boolean {
    const added =
      cidr.family === 4
        ? blocksOf(this.#v4, cidr.prefix, hashNumber).add(cidr.base, value)
        : blocksOf(this.#v6, cidr.prefix, hashText).add(cidr.base.join(), value);
    if (added) this.size++;
    return added;
  }

  /** A block that does not read as one is left out; the config's own check has told of it. */
  addText(text: string, value: T): void {
    const cidr = parseCidr(text);
    if (cidr) this.add(cidr, value);
  }

  ofIpv4(address: number): T | undefined {
    for (const { prefix, values } of this.#v4) {
      const value = values.get(maskIpv4(address, prefix));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  ofIpv6(groups: Uint16Array): T | undefined {
    for (const { prefix, values } of this.#v6) {
      this.#masked.set(groups);
      maskIpv6(this.#masked, prefix);
      const value = values.get(this.#masked.join());
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** The longest prefix comes first. */
function blocksOf<K, T>(table: Blocks<K, T>[], prefix: number, hash: (key: K) => number): ShardedMap<K, T> {
  let blocks = table.find((candidate) => candidate.prefix === prefix);
  if (blocks === undefined) {
    blocks = { prefix, values: new ShardedMap(hash) };
    table.push(blocks);
    table.sort((a, b) => b.prefix - a.prefix);
  }
  return blocks.values;
}
