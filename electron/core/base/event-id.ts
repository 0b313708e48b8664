/** Longer records are hashed in part: their head, their tail and so many characters between. */
const HEAD_BYTES = 256;
const TAIL = 64;
const SAMPLES = 32;

const encoder = new TextEncoder();
const bytes = new Uint8Array(HEAD_BYTES);

/**
 * Names an event by its raw record, so that every station that sees the stream gives it the same name.
 * Two 32-bit lanes after cyrb53, all 64 bits kept: 16 hex digits. Long records are sampled, with their length: a
 * sensor's time, flow and addresses stand at the head, and hashing kilobytes of payload cost more than all correlation.
 * Not cryptographic: an attacker who forges a collision joins two of his own events.
 */
export function eventId(raw: string): string {
  const { length } = raw;
  let a = (0xdeadbeef ^ length) | 0;
  let b = 0x41c6ce57;
  // Encoding copies the head out of the larger text that it is often a slice of: reading there is slow.
  const { read, written } = encoder.encodeInto(raw, bytes);
  for (let i = 0; i < written; i++) {
    const code = bytes[i] ?? 0;
    a = Math.imul(a ^ code, -1640531535);
    b = Math.imul(b ^ code, 1597334677);
  }
  const tail = Math.max(read, length - TAIL);
  const step = Math.max(1, (tail - read) / SAMPLES);
  for (let at = read; at < tail; at += step) {
    const code = raw.charCodeAt(Math.floor(at));
    a = Math.imul(a ^ code, -1640531535);
    b = Math.imul(b ^ code, 1597334677);
  }
  for (let i = tail; i < length; i++) {
    const code = raw.charCodeAt(i);
    a = Math.imul(a ^ code, -1640531535);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), -2048144789) ^ Math.imul(b ^ (b >>> 13), -1028477387);
  b = Math.imul(b ^ (b >>> 16), -2048144789) ^ Math.imul(a ^ (a >>> 13), -1028477387);
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 0).toString(16).padStart(8, '0');
}
