import { type Extended, headerFields } from './cef-header.ts';
import { noPairs, type Pairs, put } from './pairs.ts';

/** LEEF 2 names its delimiter: a character, `x5E`, `0x5E` or `\x5E`. */
function delimiter(field: string): string | undefined {
  if (field.length === 1) return field;
  const hex = /^(?:\\|0)?x([0-9A-Fa-f]{1,4})$/.exec(field);
  if (hex !== null) return String.fromCharCode(Number.parseInt(hex[1] ?? '9', 16));
  return field === '\\t' || field === '' ? '\t' : undefined;
}

function attributes(text: string, from: number, separator: string): Pairs {
  const pairs = noPairs();
  let count = 0;
  let at = from;
  let equals = -1;
  while (at < text.length) {
    const found = text.indexOf(separator, at);
    const end = found < 0 ? text.length : found;
    // Looked for once, not again from every delimiter before it.
    if (equals < at) equals = text.indexOf('=', at);
    if (equals < 0) break;
    if (equals < end) put(pairs, text.slice(at, equals).trim(), text.slice(equals + 1, end).trim(), ++count);
    at = end + separator.length;
  }
  return pairs;
}

export function readLeef(text: string): Extended | undefined {
  const head = /^LEEF: ?([12])(?:\.0)?\|/.exec(text.slice(0, 12));
  if (head === null) return undefined;
  const { fields, end } = headerFields(text, head[0].length, 4);
  const [vendor, product, version, id] = fields;
  if (vendor === undefined || product === undefined) return undefined;
  let at = end;
  let separator: string | undefined;
  if (head[1] === '2') {
    const bar = text.indexOf('|', at);
    if (bar >= 0 && bar - at <= 6) {
      separator = delimiter(text.slice(at, bar));
      if (separator !== undefined) at = bar + 1;
    }
  }
  // Version 1 says tab; some devices and relays write something else that stands before the next key.
  separator ??= text.indexOf('\t', at) < 0 && text.indexOf('^', at) >= 0 ? '^' : '\t';
  const pairs = fields.length === 4 ? attributes(text, at, separator) : noPairs();
  return {
    vendor,
    product,
    version: version ?? '',
    id: id ?? '',
    name: '',
    severity: pairs['sev'] ?? '',
    pairs,
  };
}
