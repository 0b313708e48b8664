import type { SocEvent } from '#contract/event.ts';
import type { Cidr } from '#core/base/ip.ts';
import { NetworkTable } from './network-table.ts';
import { hashText, ShardedMap } from './sharded-map.ts';

export type IndicatorType = 'ipv4-addr' | 'ipv6-addr' | 'domain-name' | 'url' | 'file';

/** What is said of a listed value. Plain lists have one object for each type, so an entry costs a map's slot only. */
export interface Indicator {
  readonly type: IndicatorType;
  /** A STIX indicator's own name; the value that matched, unless given. */
  readonly name: string | undefined;
  /** Name of the list, as in the config. */
  readonly feed: string;
  /** It holds for events received before this, ms. */
  readonly until: number;
}

/** Where a list's reader puts what it finds. Each answers false for what is there already. */
export interface IndicatorSink {
  readonly full: boolean;
  addNetwork(cidr: Cidr, indicator: Indicator): boolean;
  /** @param domain lower case, without a dot at the end @param below what is below it counts too */
  addDomain(domain: string, below: boolean, indicator: Indicator): boolean;
  addUrl(url: string, indicator: Indicator): boolean;
  /** @param hash lower case */
  addHash(hash: string, indicator: Indicator): boolean;
}

/** Entries over all lists: about 100 MB of names, less of addresses. */
export const MAX_INDICATORS = 1_000_000;
/** A name with more labels than this is looked for under its last ones. */
const MAX_LABELS = 8;
const MAX_DOMAIN = 253;
const MAX_URL = 2048;

/** Every listed value. Filled once, then read: changed lists make a new one. */
export class ThreatIndex implements IndicatorSink {
  readonly #limit: number;
  readonly #networks = new NetworkTable<Indicator>();
  readonly #domains = new ShardedMap<string, Indicator>(hashText);
  /** Written `*.example.org` or `.example.org`: what is below counts too. */
  readonly #parents = new ShardedMap<string, Indicator>(hashText);
  readonly #urls = new ShardedMap<string, Indicator>(hashText);
  readonly #hashes = new ShardedMap<string, Indicator>(hashText);

  constructor(limit = MAX_INDICATORS) {
    this.#limit = limit;
  }

  get size(): number {
    return (
      this.#networks.size + this.#domains.size + this.#parents.size + this.#urls.size + this.#hashes.size
    );
  }

  get full(): boolean {
    return this.size >= this.#limit;
  }

  addNetwork(cidr: Cidr, indicator: Indicator): boolean {
    return this.#networks.add(cidr, indicator);
  }

  addDomain(domain: string, below: boolean, indicator: Indicator): boolean {
    return (below ? this.#parents : this.#domains).add(domain, indicator);
  }

  addUrl(url: string, indicator: Indicator): boolean {
    return this.#urls.add(urlKey(url), indicator);
  }

  addHash(hash: string, indicator: Indicator): boolean {
    return this.#hashes.add(hash, indicator);
  }

  ofIpv4(address: number): Indicator | undefined {
    return this.#networks.ofIpv4(address);
  }

  ofIpv6(groups: Uint16Array): Indicator | undefined {
    return this.#networks.ofIpv6(groups);
  }

  /** Marks the event with what it names: file, URL, domain. @returns true when it did */
  mark(event: SocEvent): boolean {
    return this.#markHash(event) || this.#markUrl(event) || this.#markDomain(event);
  }

  #markHash(event: SocEvent): boolean {
    if (this.#hashes.size === 0) return false;
    for (const field of ['file.hash.sha256', 'file.hash.md5'] as const) {
      const value = event[field];
      if (value === undefined) continue;
      if (markIndicator(event, this.#hashes.get(value.toLowerCase()), field, value)) return true;
    }
    return false;
  }

  #markUrl(event: SocEvent): boolean {
    const url = event['url.original'];
    if (this.#urls.size === 0 || url === undefined || url.length > MAX_URL) return false;
    if (url.charCodeAt(0) !== 47)
      return markIndicator(event, this.#urls.get(urlKey(url)), 'url.original', url);
    const host = event['url.domain'];
    if (host === undefined || host.length > MAX_DOMAIN) return false;
    for (const scheme of ['http', 'https']) {
      const whole = `${scheme}://${host}${url}`;
      if (markIndicator(event, this.#urls.get(urlKey(whole)), 'url.original', whole)) return true;
    }
    return false;
  }

  #markDomain(event: SocEvent): boolean {
    if (this.#domains.size + this.#parents.size === 0) return false;
    for (const field of ['dns.question.name', 'tls.client.server_name', 'url.domain'] as const) {
      const value = event[field];
      if (value === undefined || value.length > MAX_DOMAIN + 1) continue;
      if (markIndicator(event, this.#ofDomain(value), field, value)) return true;
    }
    return false;
  }

  #ofDomain(text: string): Indicator | undefined {
    const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
    const exact = this.#domains.get(name);
    if (exact !== undefined || this.#parents.size === 0) return exact;
    let at = name.length;
    for (let labels = 0; labels < MAX_LABELS && at > 0; labels++) {
      at = name.lastIndexOf('.', at - 1);
      const parent = this.#parents.get(name.slice(at + 1));
      if (parent !== undefined) return parent;
    }
    return undefined;
  }
}

/** @returns false when there is nothing to say, or no longer */
export function markIndicator(
  event: SocEvent,
  indicator: Indicator | undefined,
  field: string,
  value: string,
): boolean {
  if (indicator === undefined || indicator.until <= event.received) return false;
  event['threat.indicator.type'] = indicator.type;
  event['threat.indicator.name'] = indicator.name ?? value;
  event['threat.indicator.matched.field'] = field;
  event['threat.feed.name'] = indicator.feed;
  return true;
}

/** Scheme and host don't tell upper from lower case; no request carries the fragment; `http://host` is `http://host/`. */
function urlKey(url: string): string {
  const fragment = url.indexOf('#');
  const whole = fragment < 0 ? url : url.slice(0, fragment);
  const host = whole.indexOf('://') + 3;
  if (host < 3) return whole;
  const path = whole.indexOf('/', host);
  if (path < 0) return `${whole.toLowerCase()}/`;
  return whole.slice(0, path).toLowerCase() + whole.slice(path);
}
