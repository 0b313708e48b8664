import type { KnownDisplay, WallGroup } from '#contract/control.ts';

type Sized = Pick<KnownDisplay, 'name' | 'width' | 'height' | 'scale'>;
type Place = WallGroup['displays'][number];

/** The pixels of its panel: at scale 2 a display says half of them. One that never told its size counts as any screen. */
function pixelsOf({ width, height, scale }: Sized): { readonly w: number; readonly h: number } {
  return width > 0 && height > 0
    ? { w: Math.round(width * scale), h: Math.round(height * scale) }
    : { w: 1920, h: 1080 };
}

/** Side by side in the order given, as nobody knows how they hang. */
export function inOneRow(displays: readonly Sized[]): Place[] {
  let x = 0;
  return displays.map((display) => {
    const place = { display: display.name, x, y: 0, ...pixelsOf(display) };
    x += place.w;
    return place;
  });
}

/** One more at the right end of the top row, as large as its pixels are in the unit of those that hang there. */
export function withDisplay(
  places: readonly Place[],
  display: Sized,
  known: ReadonlyMap<string, Sized>,
): Place[] {
  const measured = places.find((one) => known.has(one.display));
  const like = measured && known.get(measured.display);
  const unit = measured && like ? measured.w / pixelsOf(like).w : 1;
  const { w, h } = pixelsOf(display);
  const right = Math.max(0, ...places.map((one) => one.x + one.w));
  const top = places.length === 0 ? 0 : Math.min(...places.map((one) => one.y));
  return [...places, { display: display.name, x: right, y: top, w: rounded(w * unit), h: rounded(h * unit) }];
}

/** A tenth is finer than anyone hangs a screen. */
function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}

/** From the name; a hash stands for letters that no id has, so that two names never come to one id. */
export function freeWallId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.trim().toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  const own = /^[a-z0-9 _-]*$/.test(plain) ? '' : hashOf(plain);
  const base = [slug || 'wall', own].filter(Boolean).join('-');
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

function hashOf(text: string): string {
  let hash = 5381;
  for (const char of text) hash = (Math.imul(hash, 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
