import type { Cidr } from '#core/base/ip.ts';

/** What became of a list. */
export interface ListCount {
  /** Of the reader: lines or indicators understood. Of the index: values that it took in. */
  entries: number;
  /** Lines or indicators that say nothing we can look for. */
  notUnderstood: number;
  /** STIX indicators that no longer hold. */
  expired: number;
  /** Beyond the bound over all lists. */
  leftOut: number;
}

/** A network that takes in a good part of the Internet is a list's slip. */
export function isTooWide({ family, prefix }: Cidr): boolean {
  return prefix < (family === 4 ? 8 : 16);
}

export function isHash(value: string): boolean {
  return (value.length === 32 || value.length === 64) && /^[0-9a-fA-F]+$/.test(value);
}

/** In lower case; undefined when it is no domain name of at least two labels. */
export function domainOf(value: string): string | undefined {
  const name = (value.endsWith('.') ? value.slice(0, -1) : value).toLowerCase();
  if (name.length > 253 || !/^[a-z0-9_.\u0080-\uffff-]+$/.test(name)) return undefined;
  const last = name.lastIndexOf('.');
  if (last <= 0 || name.startsWith('.') || name.includes('..')) return undefined;
  return /^\d+$/.test(name.slice(last + 1)) ? undefined : name;
}
