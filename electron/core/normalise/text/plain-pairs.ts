import { noPairs, type Pairs, put } from './pairs.ts';

/**
 * Pairs as any program writes them: `key=value`, in quotes of either kind, parted by blanks, `,`, `;`, `|` or tabs,
 * and `Key name: value` between commas, bars or line ends. Every scan is forward, its look-ahead bounded.
 */

const MAX_TEXT = 65_536;
const MAX_KEY = 48;
const MAX_COLON_TEXT = 8192;
const MAX_SEGMENTS = 128;

function isKey(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46
  );
}

/** Where a quoted value closes, a doubled quote or one behind a backslash being part of it; -1 where it does not. */
function closing(text: string, from: number, quote: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === quote) return i;
  }
  return -1;
}

/** True where a key and its `=` start at `at`, blanks before it apart. */
function keyAhead(text: string, at: number): boolean {
  let i = at;
  while (text.charCodeAt(i) === 32 && i < at + 4) i++;
  const start = i;
  while (i < start + MAX_KEY && isKey(text.charCodeAt(i))) i++;
  return i > start && text.charCodeAt(i) === 61;
}

function tokenEnd(text: string, from: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 32) break;
    if (code === 35 && text.startsWith('#011', i)) break;
    if ((code === 44 || code === 59 || code === 124) && keyAhead(text, i + 1)) return i;
  }
  while (i > from && ',;|'.includes(text.charAt(i - 1))) i--;
  return i;
}

function equalPairs(text: string, pairs: Pairs): void {
  let at = 0;
  let count = 0;
  // A quote that never closes is looked for once.
  const open = new Set<number>();
  while (at < text.length) {
    const equals = text.indexOf('=', at);
    if (equals < 0) return;
    let start = equals;
    while (start > at && start > equals - MAX_KEY && isKey(text.charCodeAt(start - 1))) start--;
    let from = equals + 1;
    const quote = text.charCodeAt(from);
    let end = -1;
    if ((quote === 34 || quote === 39) && !open.has(quote)) {
      end = closing(text, from + 1, quote);
      if (end < 0) open.add(quote);
      else from++;
    }
    const quoted = end >= 0;
    if (!quoted) end = tokenEnd(text, from);
    if (start < equals) put(pairs, text.slice(start, equals), text.slice(from, end), ++count);
    at = quoted ? end + 1 : Math.max(end, equals + 1);
  }
}

const COLON_KEY = /^[A-Za-z][\w .-]{0,40}$/;

function colonPairs(text: string, pairs: Pairs): void {
  let count = 0;
  for (const piece of text.slice(0, MAX_COLON_TEXT).split(/[\r\n\t,;|]|\\r\\n|\\n|#0\d\d/, MAX_SEGMENTS)) {
    const colon = piece.indexOf(':');
    if (colon <= 0 || colon > MAX_KEY) continue;
    const key = piece.slice(0, colon).trim();
    const value = piece.slice(colon + 1).trim();
    if (value === '' || value.startsWith('//') || !COLON_KEY.test(key)) continue;
    put(pairs, key, value, ++count);
  }
}

const BRACKETED = /\[([A-Za-z][\w .-]{0,40}): ([^[\]]{1,256})\]/g;

/** `[Source: 192.0.2.1] [user: jdoe]`, as Cisco has it. */
function bracketedPairs(text: string, pairs: Pairs): void {
  let count = 0;
  for (const [, key = '', value = ''] of text.slice(0, MAX_COLON_TEXT).matchAll(BRACKETED)) {
    put(pairs, key, value.trim(), ++count);
    if (count >= MAX_SEGMENTS) return;
  }
}

export function readPlainPairs(text: string): Pairs {
  const pairs = noPairs();
  const bounded = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text;
  equalPairs(bounded, pairs);
  if (bounded.includes('[')) bracketedPairs(bounded, pairs);
  if (bounded.includes(':')) colonPairs(bounded, pairs);
  return pairs;
}
