import { noPairs, type Pairs, put, valueEnd } from './pairs.ts';

/** A CEF or LEEF line taken apart. */
export interface Extended {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  /** CEF's device event class id, LEEF's event id. */
  readonly id: string;
  /** Empty in LEEF. */
  readonly name: string;
  readonly severity: string;
  readonly pairs: Pairs;
}

const MAX_HEADER = 8192;

/** Up to `count` fields parted by `|`, with `\|` and `\\` read; and where the rest starts. */
export function headerFields(
  text: string,
  from: number,
  count: number,
): { readonly fields: string[]; readonly end: number } {
  const fields: string[] = [];
  let piece = from;
  let field = '';
  let i = from;
  const limit = Math.min(text.length, from + MAX_HEADER);
  for (; i < limit && fields.length < count; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) {
      const next = text.charCodeAt(i + 1);
      if (next === 124 || next === 92) {
        field += text.slice(piece, i);
        piece = i + 1;
        i++;
      }
    } else if (code === 124) {
      fields.push(field + text.slice(piece, i));
      field = '';
      piece = i + 1;
    }
  }
  return { fields, end: i };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function extensionValue(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([\\=|nrt])/g, (_, char: string) => ESCAPES.get(char) ?? char);
}

/** `key=value`, values with spaces in them and `\=`, `\\`, `\n` for `=`, `\` and a new line. */
export function readExtension(text: string, from: number): Pairs {
  const pairs = noPairs();
  let count = 0;
  let at = from;
  while (at < text.length) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    const equals = text.indexOf('=', at);
    if (equals < 0) break;
    const end = valueEnd(text, equals + 1);
    // Words before a key belong to nothing: some devices break a value off.
    let keyStart = equals;
    while (keyStart > at && text.charCodeAt(keyStart - 1) > 32) keyStart--;
    const key = text.slice(keyStart, equals);
    let value = text.slice(equals + 1, end).trim();
    if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) value = value.slice(1, -1);
    if (key !== '') put(pairs, key, extensionValue(value), ++count);
    at = end;
  }
  return pairs;
}

/** `CEF:0|…`; also `CEF: 0|`, a `CEF:` too many, and none before `0|Vendor|` as relays leave it. */
export function cefStart(text: string): number {
  const head = text.slice(0, 24);
  const match = /^(?:\d{1,5} )?(?:CEF: ?){1,2}[01]\|/.exec(head);
  return match === null ? -1 : match[0].length;
}

export function readCef(text: string): Extended | undefined {
  let start = cefStart(text);
  if (start < 0) {
    if (!isBareCef(text)) return undefined;
    start = 2;
  }
  // An empty vendor field before the vendor is Check Point's exporter with a misplaced bar.
  if (text.charCodeAt(start) === 124) start++;
  const { fields, end } = headerFields(text, start, 6);
  const [vendor, product, version, id, name, severity] = fields;
  if (vendor === undefined || product === undefined) return undefined;
  return {
    vendor,
    product,
    version: version ?? '',
    id: id ?? '',
    name: name ?? '',
    severity: severity ?? '',
    pairs: fields.length === 6 ? readExtension(text, end) : noPairs(),
  };
}

/** `0|Vendor|Product|Version|Id|Name|Severity|key=…` without its `CEF:`. */
export function isBareCef(text: string): boolean {
  if (!text.startsWith('0|')) return false;
  const { fields } = headerFields(text.slice(0, 2048), 2, 6);
  return fields.length === 6 && fields[0] !== '';
}
