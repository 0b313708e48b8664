/** What browsers decode and the picture panel shows. Kept under what it takes for a bearable size. */
const MAX_SIDE = 4_096;
/** Larger ones nobody means to put on a wall; decoding them would stop the page. */
const MAX_FILE_BYTES = 30_000_000;
/** Longest side that is tried first: as wide as the whole of a display. */
const FIRST_SIDE = 1_920;
/** Smaller than that it says nothing on a wall. */
const LEAST_SIDE = 64;
const QUALITY = 0.8;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type ReadImage =
  | { readonly ok: true; readonly url: string; readonly size: Size; readonly was: Size | undefined }
  | { readonly ok: false; readonly problem: 'kind' | 'damaged' | 'large' };

/** By its first bytes: names and what the system says of them may be wrong. */
export function imageType(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/webp' | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.startsWith('\u0089PNG\r\n')) return 'image/png';
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  return text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP' ? 'image/webp' : undefined;
}

/** The longest side to try after one that came out too large: bytes go about with the area. */
export function nextSide(side: number, bytes: number, mostBytes: number): number {
  return Math.floor(side * Math.min(0.9, Math.max(0.3, 0.97 * Math.sqrt(mostBytes / bytes))));
}

/** How many bytes a data: URL of base64 stands for. */
export function bytesOf(url: string): number {
  const base64 = url.slice(url.indexOf(',') + 1);
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

/** A picture as a data: URL: as it is if it fits, else drawn smaller until it does. */
export async function readImage(file: Blob, mostBytes: number): Promise<ReadImage> {
  const type = imageType(new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  if (!type) return { ok: false, problem: 'kind' };
  if (file.size > MAX_FILE_BYTES) return { ok: false, problem: 'large' };
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return { ok: false, problem: 'damaged' };
  const was = { width: picture.width, height: picture.height };
  try {
    if (file.size <= mostBytes && Math.max(was.width, was.height) <= MAX_SIDE) {
      return { ok: true, url: await urlOf(file.slice(0, file.size, type)), size: was, was: undefined };
    }
    const longest = Math.max(was.width, was.height);
    for (let side = Math.min(FIRST_SIDE, longest); side >= Math.min(LEAST_SIDE, longest); ) {
      const size = {
        width: Math.max(1, Math.round((was.width * side) / longest)),
        height: Math.max(1, Math.round((was.height * side) / longest)),
      };
      const drawn = await draw(picture, size);
      if (!drawn) break;
      if (drawn.size <= mostBytes) return { ok: true, url: await urlOf(drawn), size, was };
      side = nextSide(side, drawn.size, mostBytes);
    }
    return { ok: false, problem: 'large' };
  } finally {
    picture.close();
  }
}

async function draw(picture: ImageBitmap, { width, height }: Size): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, 'image/webp', QUALITY));
}

function urlOf(blob: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.addEventListener('loadend', () => {
      if (typeof reader.result === 'string') done(reader.result);
      else fail(reader.error ?? new Error('not to be read'));
    });
    reader.readAsDataURL(blob);
  });
}
