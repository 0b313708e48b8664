import type { SocEvent } from '#contract/event.ts';
import { canonicalIp } from '#core/base/ip.ts';
import { transport } from '../json/values.ts';

/** Fills fields from text, in which a port is digits and an absent value has many spellings. */

const ABSENT = new Set(['', '-', 'N/A', 'n/a', 'none', 'None', 'null', 'undefined', '(null)', '""']);

/** The text, unless it is one of the words for nothing. */
export function given(value: unknown): string | undefined {
  return typeof value === 'string' && !ABSENT.has(value) ? value : undefined;
}

export function pick(
  record: Readonly<Record<string, unknown>>,
  ...keys: readonly string[]
): string | undefined {
  for (const key of keys) {
    const value = given(record[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Digits alone as a number, of at most 15. */
export function digits(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

export function portOf(value: unknown): number | undefined {
  const number = digits(value);
  return number !== undefined && number <= 65535 ? number : undefined;
}

export function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? canonicalIp(value) : undefined;
}

export function setSource(event: SocEvent, address: unknown, port?: unknown): void {
  event['source.ip'] ??= addressOf(address);
  event['source.port'] ??= portOf(port);
}

export function setDestination(event: SocEvent, address: unknown, port?: unknown): void {
  event['destination.ip'] ??= addressOf(address);
  event['destination.port'] ??= portOf(port);
}

/** `address:port`, `[address]:port`, `address/port`, or an address alone, as [address, port]. */
export function splitEndpoint(text: string): readonly [string, string | undefined] {
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    if (close > 0)
      return [text.slice(1, close), text.charAt(close + 1) === ':' ? text.slice(close + 2) : undefined];
  }
  const slash = text.lastIndexOf('/');
  if (slash > 0) return [text.slice(0, slash), text.slice(slash + 1)];
  const colon = text.lastIndexOf(':');
  if (colon < 0) return [text, undefined];
  if (text.indexOf(':') === colon) return [text.slice(0, colon), text.slice(colon + 1)];
  return [text, undefined];
}

/** `DOMAIN\user` and `user@domain` name a user in both; what is before `\` is not part of the name. */
export function userOf(value: unknown): string | undefined {
  const text = given(value)?.trim();
  if (text === undefined) return undefined;
  const name = text.slice(text.lastIndexOf('\\') + 1);
  return given(name);
}

/** A transport, lower case, from a name or an IANA number. */
export function transportOf(value: unknown): string | undefined {
  const name = transport(typeof value === 'string' ? value.trim() : value);
  return name !== undefined && /^[a-z][a-z\d-]*$/.test(name) ? name : undefined;
}
