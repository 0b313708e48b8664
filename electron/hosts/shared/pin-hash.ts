import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** N is 2 to this: 32 MB and about 0.1 s a try. */
const COST = 15;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const MAX_PIN = 64;
const MIN_PIN = 4;

/** Why a PIN can't be one; undefined when it can. */
export function problemOfPin(pin: string): string | undefined {
  if (pin.length < MIN_PIN) return `a PIN has at least ${MIN_PIN} characters`;
  if (pin.length > MAX_PIN) return `a PIN has at most ${MAX_PIN} characters`;
  // Typed key by key on a keyboard whose layout nobody knows.
  return /^[\x21-\x7e]+$/.test(pin) ? undefined : 'a PIN is of letters, digits and signs of plain ASCII';
}

/** As the config keeps it: `scrypt:COST:SALT:KEY`. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(pin, salt, COST);
  return ['scrypt', COST, salt.toString('base64url'), key.toString('base64url')].join(':');
}

/** @param hash as from hashPin; anything else fits no PIN */
export async function pinFits(pin: string, hash: string): Promise<boolean> {
  const [scheme, cost, salt, key] = hash.split(':');
  if (scheme !== 'scrypt' || !cost || !salt || !key || problemOfPin(pin) !== undefined) return false;
  const wanted = Buffer.from(key, 'base64url');
  const got = await derive(pin, Buffer.from(salt, 'base64url'), Number(cost));
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 8 * 128 * 2 };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
