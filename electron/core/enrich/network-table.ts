import { type Cidr, maskIpv4, maskIpv6, parseCidr } from '#core/base/ip.ts';

/** Longest-prefix match of an address: one exact look-up for each prefix length in use. */
export class NetworkTable<T> {
  size = 0;
  readonly #v4: { readonly prefix: number; readonly values: Map<number, T> }[] = [];
  readonly #v6: { readonly prefix: number; readonly values: Map<string, T> }[] = [];
  readonly #masked = new Uint16Array(8);

  /** Of two with the same block the first has it. @returns false for a block that is there already */
  add(cidr: Cidr, value: T): boolean {
    const added =
      cidr.family === 4
        ? put(this.#v4, cidr.prefix, cidr.base, value)
        : put(this.#v6, cidr.prefix, cidr.base.join(), value);
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

function put<K, T>(
  table: { readonly prefix: number; readonly values: Map<K, T> }[],
  prefix: number,
  base: K,
  value: T,
): boolean {
  let entry = table.find((candidate) => candidate.prefix === prefix);
  if (entry === undefined) {
    entry = { prefix, values: new Map() };
    table.push(entry);
    table.sort((a, b) => b.prefix - a.prefix);
  }
  if (entry.values.has(base)) return false;
  entry.values.set(base, value);
  return true;
}
