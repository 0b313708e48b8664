/** IP addresses as text and as numbers. Nothing here throws: the text is an attacker's. */

/** The IPv4 address as an unsigned 32-bit number, -1 for anything else. Leading zeros are refused: some read them as octal. */
export function parseIpv4(text: string, start = 0): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  if (text.length - start > 15) return -1;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (octet < 0 || dots === 3) return -1;
      value = value * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = code - 48;
    if (digit < 0 || digit > 9 || octet === 0) return -1;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return -1;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Writes the eight groups of an IPv6 address; false for anything else. A zone (`%eth0`) is not part of the address. */
export function parseIpv6(text: string, groups: Uint16Array): boolean {
  let end = text.indexOf('%');
  if (end < 0) end = text.length;
  if (end < 2 || end > 45) return false;
  let count = 0;
  let gap = -1;
  let at = 0;
  if (text.charCodeAt(0) === 58) {
    if (text.charCodeAt(1) !== 58) return false;
    gap = 0;
    at = 2;
  }
  while (at < end) {
    if (count === 8) return false;
    let value = 0;
    let digits = 0;
    const groupStart = at;
    for (; at < end; at++) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 16 + digit;
      digits++;
    }
    if (at < end && text.charCodeAt(at) === 46) {
      const v4 = count <= 6 ? parseIpv4(end === text.length ? text : text.slice(0, end), groupStart) : -1;
      if (v4 < 0) return false;
      groups[count++] = v4 >>> 16;
      groups[count++] = v4 & 0xffff;
      at = end;
      break;
    }
    if (digits === 0 || digits > 4) return false;
    groups[count++] = value;
    if (at === end) break;
    if (text.charCodeAt(at) !== 58) return false;
    at++;
    if (at === end) return false;
    if (text.charCodeAt(at) === 58) {
      if (gap >= 0) return false;
      gap = count;
      at++;
    }
  }
  if (gap < 0) return count === 8;
  if (count > 7) return false;
  const tail = count - gap;
  groups.copyWithin(8 - tail, gap, count);
  groups.fill(0, gap, 8 - tail);
  return true;
}

/** True for ::ffff:a.b.c.d, which is an IPv4 address in IPv6 clothes. */
export function isMappedIpv4(groups: Uint16Array): boolean {
  for (let i = 0; i < 5; i++) if (groups[i] !== 0) return false;
  return groups[5] === 0xffff;
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`. */
export function formatIpv6(groups: Uint16Array): string {
  if (isMappedIpv4(groups)) return `::ffff:${formatIpv4(((groups[6] ?? 0) << 16) | (groups[7] ?? 0))}`;
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    if (groups[i] !== 0) continue;
    const start = i;
    while (i < 8 && groups[i] === 0) i++;
    if (i - start > bestLength) {
      best = start;
      bestLength = i - start;
    }
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      text += '::';
      i += bestLength - 1;
      continue;
    }
    if (text !== '' && !text.endsWith(':')) text += ':';
    text += (groups[i] ?? 0).toString(16);
  }
  return text;
}

const scratch = new Uint16Array(8);
/** Sensors write the same few addresses again and again. Cleared when full, so a flood costs time and not memory. */
const spellings = new Map<string, string>();
const SPELLINGS_MAX = 8192;

/** The address in its one canonical spelling, or undefined when it is none. */
export function canonicalIp(text: string): string | undefined {
  // Gives up at the first colon, so IPv6 loses next to nothing here.
  if (parseIpv4(text) >= 0) return text;
  if (text.length < 2 || text.length > 64) return undefined;
  const known = spellings.get(text);
  if (known !== undefined) return known;
  if (!parseIpv6(text, scratch)) return undefined;
  const canonical = formatIpv6(scratch);
  if (spellings.size >= SPELLINGS_MAX) spellings.clear();
  spellings.set(text, canonical);
  return canonical;
}

/** A block of addresses. IPv4 blocks are kept as numbers, IPv6 blocks as groups. */
export type Cidr =
  | { readonly family: 4; readonly base: number; readonly prefix: number }
  | { readonly family: 6; readonly base: Uint16Array; readonly prefix: number };

/** Reads `10.0.0.0/8`, `2001:db8::/32`, or a single address; host bits are cleared. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const suffix = slash < 0 ? undefined : text.slice(slash + 1);
  if (suffix !== undefined && !/^\d{1,3}$/.test(suffix)) return undefined;
  const v4 = parseIpv4(address);
  if (v4 >= 0) {
    const prefix = suffix === undefined ? 32 : Number(suffix);
    return prefix > 32 ? undefined : { family: 4, base: maskIpv4(v4, prefix), prefix };
  }
  const groups = new Uint16Array(8);
  if (address.includes('%') || !parseIpv6(address, groups)) return undefined;
  const prefix = suffix === undefined ? 128 : Number(suffix);
  if (prefix > 128) return undefined;
  maskIpv6(groups, prefix);
  return { family: 6, base: groups, prefix };
}

export function maskIpv4(value: number, prefix: number): number {
  return prefix === 0 ? 0 : (value & (-1 << (32 - prefix))) >>> 0;
}

/** Clears the host bits in place. */
export function maskIpv6(groups: Uint16Array, prefix: number): void {
  for (let i = 0; i < 8; i++) {
    const bits = Math.min(16, Math.max(0, prefix - i * 16));
    groups[i] = (groups[i] ?? 0) & (0xffff << (16 - bits));
  }
}
