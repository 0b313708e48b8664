import type { SocEvent } from '#contract/event.ts';
import { canonicalIp } from '#core/base/ip.ts';
import type { FormatContext } from '../format.ts';
import { type Fields, fields, text } from '../read.ts';
import { parseTextTime } from '../text/text-time.ts';
import { epochTime } from '../time.ts';

/** Readings that many sensors need: they write numbers as text, protocols as numbers and times as they like. */

export function ip(value: unknown): string | undefined {
  return typeof value === 'string' ? canonicalIp(value) : undefined;
}

/** The first of these that is an address. */
export function firstIp(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const address = ip(value);
    if (address !== undefined) return address;
  }
  return undefined;
}

/** An IPv4 address as such where a sensor writes `::ffff:192.0.2.1`. */
export function plainIp(value: unknown): string | undefined {
  const address = ip(value);
  return address?.startsWith('::ffff:') === true && address.includes('.') ? address.slice(7) : address;
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,9})?$/;

/** A number, or one written as text. */
export function decimal(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : undefined;
}

export function decimalCount(value: unknown): number | undefined {
  const number = decimal(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

export function decimalPort(value: unknown): number | undefined {
  const number = decimal(value);
  return number !== undefined && number >= 0 && number <= 65535 && Number.isInteger(number)
    ? number
    : undefined;
}

export function status(value: unknown): number | undefined {
  const number = decimal(value);
  return number !== undefined && number >= 100 && number <= 599 ? number : undefined;
}

/** Text that says something: sensors write `-`, `N/A` or `None` for nothing. */
export function told(value: unknown): string | undefined {
  const said = text(value);
  if (said === undefined || said.length > 7) return said;
  switch (said.trim().toLowerCase()) {
    case '':
    case '-':
    case 'na':
    case 'n/a':
    case 'none':
    case 'null':
    case 'unknown':
    case '(null)':
      return undefined;
    default:
      return said;
  }
}

/** IANA numbers of the protocols that a flow or a firewall names by number. */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipv4'],
  [6, 'tcp'],
  [17, 'udp'],
  [41, 'ipv6'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'ipv6-icmp'],
  [89, 'ospf'],
  [103, 'pim'],
  [112, 'vrrp'],
  [132, 'sctp'],
]);

const MAX_NAME = 32;

/** The transport in lower case, from its name or its IANA number. */
export function transport(value: unknown): string | undefined {
  const number = decimal(value);
  if (number !== undefined) return PROTOCOLS.get(number) ?? (number > 0 ? String(number) : undefined);
  const name = told(value)?.slice(0, MAX_NAME).toLowerCase();
  return name === 'icmp6' || name === 'icmpv6' ? 'ipv6-icmp' : name;
}

/** The section of a section, both of which may be missing or anything else. */
export function section(record: Fields, ...keys: readonly string[]): Fields | undefined {
  let inner: Fields | undefined = record;
  for (const key of keys) {
    if (inner === undefined) return undefined;
    inner = fields(inner[key]);
  }
  return inner;
}

/** A time of any form; one that names no zone is of the source's. NaN when there is none. */
export function timeOf(value: unknown, timeZone: string, received: number): number {
  if (typeof value === 'number') return epochTime(value);
  return typeof value === 'string' ? parseTextTime(value, timeZone, received) : Number.NaN;
}

/**
 * Sets the event's time to the first that is readable, else to that of arrival.
 *
 * @returns why it can't.
 */
export function setTime(
  event: SocEvent,
  { timeZone }: FormatContext,
  ...values: readonly unknown[]
): string | undefined {
  for (const value of values) {
    const time = timeOf(value, timeZone, event.received);
    if (Number.isNaN(time)) continue;
    event['@timestamp'] = time;
    return undefined;
  }
  if (event.received <= 0) return 'No readable time';
  event['@timestamp'] = event.received;
  return undefined;
}

/** Names the sensor: its event's module and dataset, and the maker of what observed it. */
export function observe(
  event: SocEvent,
  module: string,
  stream: string,
  vendor: string | undefined,
  product: string | undefined,
  type?: string,
): void {
  event['event.module'] = module;
  event['event.dataset'] = stream === '' ? module : `${module}.${stream}`;
  event['observer.vendor'] = vendor;
  event['observer.product'] = product;
  event['observer.type'] = type;
}

/** The last part of a path in either slash. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

export function setFile(event: SocEvent, path: string | undefined): void {
  if (path === undefined) return;
  event['file.path'] = path;
  const name = baseName(path);
  if (name !== '') event['file.name'] = name;
}

export function setProcess(event: SocEvent, executable: string | undefined): void {
  if (executable === undefined) return;
  event['process.executable'] = executable;
  const name = baseName(executable);
  if (name !== '') event['process.name'] = name;
}

/** `corp\jdoe` and `jdoe@example.org` are jdoe. */
export function account(value: unknown): string | undefined {
  const name = told(value);
  if (name === undefined) return undefined;
  const bare = name.slice(name.lastIndexOf('\\') + 1);
  const at = bare.indexOf('@');
  return (at > 0 ? bare.slice(0, at) : bare) || undefined;
}
