/** Any number of characters, none included. */
export const MANY = 0;
/** Exactly one character. */
export const ONE = 1;
/** Any of the five characters that Windows takes for a dash (modifier windash). */
export const DASH = 2;

/** A Sigma text value: literals and wildcards in turn; no two literals and no two MANY are neighbours. */
export type Pattern = readonly (string | typeof MANY | typeof ONE | typeof DASH)[];

type Part = Pattern[number];

/** - / and the en, em and horizontal-bar dashes. */
export const DASHES = '-/\u2013\u2014\u2015';

/** Reads `*`, `?` and backslash escapes: a backslash escapes a wildcard or another backslash, else stands for itself. */
export function parsePattern(text: string): Pattern {
  const parts: Part[] = [];
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\') {
      const next = text[i + 1];
      if (next === '*' || next === '?' || next === '\\') {
        literal += next;
        i++;
      } else literal += char;
    } else if (char === '*' || char === '?') {
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(char === '*' ? MANY : ONE);
    } else literal += char;
  }
  if (literal !== '') parts.push(literal);
  return tidy(parts);
}

/** Joins neighbours, so that equal patterns have equal parts. */
export function tidy(parts: readonly Part[]): Pattern {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part === '') continue;
    if (part === MANY && last === MANY) continue;
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

/** The text when the pattern has no wildcard; undefined otherwise. */
export function plainText(pattern: Pattern): string | undefined {
  if (pattern.length === 0) return '';
  return pattern.length === 1 && typeof pattern[0] === 'string' ? pattern[0] : undefined;
}

/** Rewrites each literal part; wildcards stay. */
export function mapLiterals(pattern: Pattern, change: (literal: string) => string): Pattern {
  return tidy(pattern.map((part) => (typeof part === 'string' ? change(part) : part)));
}

/** windash: a `-` or `/` that begins an option (no word character before, one after) stands for all five dashes. */
export function withDashes(pattern: Pattern): Pattern {
  const out: Part[] = [];
  for (const part of pattern) {
    if (typeof part !== 'string') {
      out.push(part);
      continue;
    }
    let from = 0;
    for (const match of part.matchAll(/\B[-/]\b/g)) {
      out.push(part.slice(from, match.index), DASH);
      from = match.index + 1;
    }
    out.push(part.slice(from));
  }
  return tidy(out);
}
