import { fail, ok, type Result } from '#core/base/result.ts';

/** An address as its bytes, most significant first: 4 or 16 of them. */
type Bytes = readonly number[];

interface Network {
  readonly bytes: Bytes;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8` or `2001:db8::/32`, or a lone address. */
function parseNetwork(text: string): Network | undefined {
  const [addressText = '', prefixText, ...rest] = text.trim().split('/');
  const bytes = parseAddress(addressText);
  if (!bytes || rest.length > 0) return undefined;
  const bits = bytes.length * 8;
  const prefix = prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : -1;
  return prefix < 0 || prefix > bits ? undefined : { bytes, prefix };
}

/** Why a text is no network; undefined when it is one. */
export function networkFault(text: string): string | undefined {
  return parseNetwork(text) ? undefined : `'${text}' is not a network`;
}

/** Compiles networks to one test of an address's text: whether any of them holds it. Fails on the first that is none. */
export function compileNetworks(texts: readonly string[]): Result<(address: string) => boolean> {
  const four: { readonly mask: number; readonly base: number }[] = [];
  const six: Network[] = [];
  for (const text of texts) {
    const network = parseNetwork(text);
    if (!network) return fail(networkFault(text) ?? '');
    if (network.bytes.length === 4) {
      const mask = network.prefix === 0 ? 0 : -1 << (32 - network.prefix);
      four.push({ mask, base: toWord(network.bytes) & mask });
    } else six.push(network);
  }
  return ok((address) => {
    const word = parseWord(address);
    if (word >= 0) {
      for (const { mask, base } of four) if ((word & mask) === base) return true;
      return false;
    }
    if (six.length === 0 || !address.includes(':')) return false;
    // Rules ask for several networks of one address in a row.
    if (address !== lastText) {
      lastBytes = parseAddress(address);
      lastText = address;
    }
    const bytes = lastBytes;
    if (bytes?.length !== 16) return false;
    return six.some((network) => samePrefix(bytes, network.bytes, network.prefix));
  });
}

let lastText = '';
let lastBytes: Bytes | undefined;

function toWord(bytes: Bytes): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/** A dotted IPv4 address as an unsigned word; -1 for any other text. */
function parseWord(text: string): number {
  let word = 0;
  let part = -1;
  let dots = 0;
  if (text.length > 15) return -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (part < 0 || ++dots > 3) return -1;
      word = word * 256 + part;
      part = -1;
    } else if (code >= 48 && code <= 57) {
      part = part < 0 ? code - 48 : part * 10 + code - 48;
      if (part > 255) return -1;
    } else return -1;
  }
  return dots === 3 && part >= 0 ? word * 256 + part : -1;
}

function parseAddress(text: string): Bytes | undefined {
  if (!text.includes(':')) {
    const word = parseWord(text);
    return word < 0 ? undefined : [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255];
  }
  let [body = ''] = text.split('%');
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(body);
  if (tail) {
    const word = parseWord(tail[2] ?? '');
    if (word < 0) return undefined;
    body = `${tail[1]}${(word >>> 16).toString(16)}:${(word & 0xffff).toString(16)}`;
  }
  const halves = body.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], end = []] = groups;
  const missing = 8 - head.length - end.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...end];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function samePrefix(a: Bytes, b: Bytes, prefix: number): boolean {
  const whole = prefix >> 3;
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false;
  const rest = prefix & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return ((a[whole] ?? 0) & mask) === ((b[whole] ?? 0) & mask);
}
