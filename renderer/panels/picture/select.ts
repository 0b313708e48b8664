export type Picture =
  | { readonly ok: true; readonly type: string; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly problem: 'none' | 'kind' | 'damaged' | 'large' };

/** A small file may unfold to gigabytes of pixels. */
const MAX_SIDE = 8_192;
const MAX_PIXELS = 16_777_216;
const PREFIX = /^data:(image\/(?:png|jpeg|webp));base64,/;

/** Whether an image is what its URL says and of a bearable size; the browser only gets to see those that are. */
export function pictureOf(url: string): Picture {
  if (url === '') return { ok: false, problem: 'none' };
  const [prefix, type] = PREFIX.exec(url) ?? [];
  if (prefix === undefined || type === undefined) return { ok: false, problem: 'kind' };
  const bytes = decode(url.slice(prefix.length));
  const size = bytes && sizeOf(type, bytes);
  if (!size || size.width === 0 || size.height === 0) return { ok: false, problem: 'damaged' };
  const { width, height } = size;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    return { ok: false, problem: 'large' };
  }
  return { ok: true, type, width, height };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function decode(base64: string): DataView | undefined {
  try {
    const text = atob(base64);
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return new DataView(bytes.buffer);
  } catch {
    return undefined;
  }
}

function sizeOf(type: string, view: DataView): Size | undefined {
  try {
    if (type === 'image/png') return pngSize(view);
    return type === 'image/webp' ? webpSize(view) : jpegSize(view);
  } catch {
    // Shorter than it says: DataView throws beyond its end.
    return undefined;
  }
}

function pngSize(view: DataView): Size | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function webpSize(view: DataView): Size | undefined {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return undefined;
  const u24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 "
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      // "VP8L": 14 bits each, one less than it is.
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: // "VP8X"
      return { width: u24(24) + 1, height: u24(27) + 1 };
    default:
      return undefined;
  }
}

/** Walks the segments up to the frame header. */
function jpegSize(view: DataView): Size | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // C4, C8 and CC are tables, not frames.
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
}
