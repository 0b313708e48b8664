/** What tells a record apart (time, flow, addresses, signature) stands at its head; a payload of kilobytes does not. */
const HEAD_BYTES = 512;
const TAIL = 64;

const encoder = new TextEncoder();
const bytes = new Uint8Array(HEAD_BYTES);
const words = new Uint32Array(bytes.buffer);

/** The two lanes of the latest hash. */
let high = 0;
let low = 0;
let hashed: string | undefined;

/**
 * Names an event by its raw record, so that every station that sees the stream gives it the same name: head, tail
 * and length through two 32-bit multiplicative lanes, 16 hex digits. Hashing whole payloads cost more than all
 * correlation. Not cryptographic: an attacker who forges a collision joins two of his own events.
 */
export function eventId(raw: string): string {
  hash(raw);
  return hex(high, low);
}

/** Refers to an event that has passed. Most are never asked their name, so its digits are made when they are. */
export class RecordRef {
  readonly time: number;
  readonly sequence: number;
  readonly #high: number;
  readonly #low: number;

  constructor(raw: string, time: number, sequence: number) {
    hash(raw);
    this.time = time;
    this.sequence = sequence;
    this.#high = high;
    this.#low = low;
  }

  get id(): string {
    return hex(this.#high, this.#low);
  }
}

function hash(raw: string): void {
  // Several stages ask for the same record in turn.
  if (raw === hashed) return;
  const { length } = raw;
  let a = 0xdeadbeef ^ length;
  let b = 0x41c6ce57 ^ length;
  // Encoding copies the head out of the larger text that it is often a slice of, and hands it over in words.
  const { read, written } = encoder.encodeInto(raw, bytes);
  const whole = (written + 3) >> 2;
  bytes.fill(0, written, whole * 4);
  for (let i = 0; i < whole; i++) {
    const word = words[i] ?? 0;
    a = Math.imul(a ^ word, 2654435761);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 1597334677);
    b ^= b >>> 13;
  }
  for (let i = Math.max(read, length - TAIL); i < length; i++) {
    const code = raw.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  low = a;
  high = b;
  hashed = raw;
}

const digits = Buffer.alloc(8);

/** One flat string: two halves put together would be kept as three. */
function hex(first: number, second: number): string {
  digits.writeInt32BE(first, 0);
  digits.writeInt32BE(second, 4);
  return digits.toString('hex');
}
