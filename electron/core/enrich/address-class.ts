/**
 * Addresses that can't be out on the Internet (RFC 1918, shared, loopback, link-local, unique local, multicast,
 * broadcast, unspecified): whoever uses one is inside.
 */
export function isInternalIpv4(address: number): boolean {
  const a = address >>> 24;
  const b = (address >>> 16) & 255;
  if (a === 10 || a === 127 || a === 0 || a >= 224) return true;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168;
  if (a === 169) return b === 254;
  return a === 100 && b >= 64 && b < 128;
}

export function isInternalIpv6(groups: Uint16Array): boolean {
  const head = groups[0] ?? 0;
  if ((head & 0xfe00) === 0xfc00 || (head & 0xffc0) === 0xfe80 || (head & 0xff00) === 0xff00) return true;
  for (let i = 0; i < 7; i++) if (groups[i] !== 0) return false;
  return (groups[7] ?? 0) <= 1;
}
