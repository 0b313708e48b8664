import { maskIpv4, maskIpv6, parseCidr } from '#core/base/ip.ts';
import type { Site } from '#core/base/site.ts';

/** Longest-prefix match of an address over all sites: one exact look-up for each prefix length in use. */
export class SiteTable {
  readonly #v4: { readonly prefix: number; readonly sites: Map<number, number> }[] = [];
  readonly #v6: { readonly prefix: number; readonly sites: Map<string, number> }[] = [];
  readonly #masked = new Uint16Array(8);

  /** A block that does not read as one is left out; the config's own check has told of it. */
  constructor(sites: readonly Site[]) {
    sites.forEach((site, index) => {
      for (const text of site.cidrs) {
        const cidr = parseCidr(text);
        if (cidr?.family === 4) put(this.#v4, cidr.prefix, cidr.base, index);
        else if (cidr?.family === 6) put(this.#v6, cidr.prefix, cidr.base.join(), index);
      }
    });
    this.#v4.sort((a, b) => b.prefix - a.prefix);
    this.#v6.sort((a, b) => b.prefix - a.prefix);
  }

  /** Index of the site, or -1. */
  ofIpv4(address: number): number {
    for (const { prefix, sites } of this.#v4) {
      const site = sites.get(maskIpv4(address, prefix));
      if (site !== undefined) return site;
    }
    return -1;
  }

  ofIpv6(groups: Uint16Array): number {
    for (const { prefix, sites } of this.#v6) {
      this.#masked.set(groups);
      maskIpv6(this.#masked, prefix);
      const site = sites.get(this.#masked.join());
      if (site !== undefined) return site;
    }
    return -1;
  }
}

/** Of two sites with the same block the first in the config has it. */
function put<K>(
  table: { prefix: number; sites: Map<K, number> }[],
  prefix: number,
  base: K,
  index: number,
): void {
  let entry = table.find((candidate) => candidate.prefix === prefix);
  if (entry === undefined) {
    entry = { prefix, sites: new Map() };
    table.push(entry);
  }
  if (!entry.sites.has(base)) entry.sites.set(base, index);
}
