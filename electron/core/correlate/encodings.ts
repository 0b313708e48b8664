const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-16 code units as bytes, each byte one Latin-1 character, as logs show them. */
export function encodeUtf16(text: string, order: 'le' | 'be'): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const low = String.fromCharCode(unit & 0xff);
    const high = String.fromCharCode(unit >> 8);
    out += order === 'le' ? low + high : high + low;
  }
  return out;
}

/** Base64 of the text's UTF-8, or of the text as bytes when `bytes`. */
export function encodeBase64(text: string, bytes: boolean): string {
  return base64(toBytes(text, bytes));
}

/**
 * The part of the Base64 that stays the same wherever the text stands in a longer one: three variants, for the three
 * positions it may have in a group of three bytes. A text too short to leave a trace in one is left out of it.
 */
export function encodeBase64Offset(text: string, bytes: boolean): string[] {
  const data = toBytes(text, bytes);
  const starts = [0, 2, 3];
  const ends = [0, 3, 2];
  return [0, 1, 2]
    .map((shift) => {
      const encoded = base64([...Array.from({ length: shift }, () => 0), ...data]);
      return encoded.slice(starts[shift], encoded.length - (ends[(data.length + shift) % 3] ?? 0));
    })
    .filter((variant) => variant !== '');
}

function toBytes(text: string, bytes: boolean): number[] {
  if (!bytes) return [...new TextEncoder().encode(text)];
  return Array.from(text, (char) => char.charCodeAt(0) & 0xff);
}

function base64(data: readonly number[]): string {
  let out = '';
  for (let i = 0; i < data.length; i += 3) {
    const [a = 0, b, c] = data.slice(i, i + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += BASE64.charAt(word >> 18) + BASE64.charAt((word >> 12) & 63);
    out += b === undefined ? '=' : BASE64.charAt((word >> 6) & 63);
    out += c === undefined ? '=' : BASE64.charAt(word & 63);
  }
  return out;
}
