/** key=value text. Every scanner here moves forward only, so that a line costs its length and no more. */

export type Pairs = Record<string, string>;

/** Has no prototype, so that `__proto__=` is a key like others. */
export function noPairs(): Pairs {
  return Object.create(null) as Pairs;
}

/** More keys than any device writes; what a flood has beyond is dropped. */
const MAX_KEYS = 1024;

/** `@timestamp` would make a record look like an ECS document. The first of equal keys wins, but an empty one gives way. */
export function put(pairs: Pairs, key: string, value: string, count: number): void {
  if (key === '@timestamp' || count > MAX_KEYS) return;
  if (pairs[key] === undefined || pairs[key] === '') pairs[key] = value;
}

export function isKeyCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 58 ||
    code === 91 ||
    code === 93
  );
}

/** Where the quote that opened before `from` closes; a backslash takes the next character's meaning away. */
export function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 34) return i;
  }
  return -1;
}

export function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}

/**
 * `key=value key="value with spaces"`. An unquoted value ends at white space, or, with `spaces`, at the space before the
 * next key, as CEF has it.
 */
export function readPairs(text: string, from = 0, spaces = false): Pairs {
  const pairs = noPairs();
  let count = 0;
  let at = from;
  while (at < text.length) {
    const equals = text.indexOf('=', at);
    if (equals < 0) break;
    let keyStart = equals;
    while (keyStart > at && isKeyCode(text.charCodeAt(keyStart - 1))) keyStart--;
    const key = text.slice(keyStart, equals);
    const next = equals + 1;
    let end: number;
    let value: string;
    const close = text.charCodeAt(next) === 34 ? closingQuote(text, next + 1) : -1;
    if (close > 0) {
      value = unescaped(text.slice(next + 1, close));
      end = close + 1;
    } else {
      end = spaces ? valueEnd(text, next) : tokenEnd(text, next);
      value = text.slice(next, end).trimEnd();
    }
    if (key !== '') put(pairs, key, value, ++count);
    at = end;
  }
  return pairs;
}

/** White space, or a `,` or `;` before it. */
function tokenEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > 32) at++;
  const last = text.charCodeAt(at - 1);
  return at > from && (last === 44 || last === 59) ? at - 1 : at;
}

/** The space before the next `key=` that is not escaped, or the end. */
export function valueEnd(text: string, from: number): number {
  let space = -1;
  let clean = false;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) {
      i++;
      clean = false;
    } else if (code <= 32) {
      space = i;
      clean = true;
    } else if (code === 61) {
      if (clean && space >= 0 && i > space + 1) return space;
      clean = false;
    } else if (!isKeyCode(code)) clean = false;
  }
  return text.length;
}
