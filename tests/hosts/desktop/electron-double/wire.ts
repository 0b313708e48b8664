/**
 * How values cross between Node and a page's preload world: JSON, with byte arrays tagged. Electron clones
 * structures and moves ports; this is what our messages need of that.
 */
const BYTES = '$bytes';

export function pack(value: unknown): string {
  return JSON.stringify(value, function replace(this: Record<string, unknown>, key, item: unknown) {
    // Buffer has a toJSON, which has already been applied to `item`.
    const original = this[key];
    if (original instanceof Uint8Array) return { [BYTES]: Buffer.from(original).toString('base64') };
    return item;
  });
}

export function unpack(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item === 'object' && item !== null && BYTES in item && typeof item[BYTES] === 'string') {
      return new Uint8Array(Buffer.from(item[BYTES], 'base64'));
    }
    return item;
  });
}
