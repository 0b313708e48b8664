import { DASH, DASHES, MANY, ONE, type Pattern } from './sigma-string.ts';

/** Says whether a text matches. The caller lower-cases both sides where case does not count. */
export type TextMatch = (text: string) => boolean;

/** A run between two MANY: its length is fixed, so it is looked for as one piece. */
interface Segment {
  readonly parts: Pattern;
  readonly length: number;
  /** The longest literal in it and where it begins: found by indexOf before the rest is compared. */
  readonly anchor: string;
  readonly anchorAt: number;
}

/**
 * Compiles a pattern to a matcher over the whole text. Segments between `*` are searched left to right and never
 * revisited, so the time is linear in the text for each segment whatever the wildcards.
 */
export function compilePattern(pattern: Pattern): TextMatch {
  const first = pattern[0];
  if (pattern.length === 0) return (text) => text === '';
  if (pattern.length === 1) {
    if (first === MANY) return () => true;
    if (typeof first === 'string') return (text) => text === first;
  }
  const second = pattern[1];
  if (pattern.length === 2) {
    if (typeof first === 'string' && second === MANY) return (text) => text.startsWith(first);
    if (first === MANY && typeof second === 'string') return (text) => text.endsWith(second);
  }
  if (pattern.length === 3 && first === MANY && typeof second === 'string' && pattern[2] === MANY) {
    return (text) => text.includes(second);
  }
  const bySegments = compileSegments(pattern);
  if (!pattern.includes(ONE)) return bySegments;
  // One `?` is one character, also where UTF-16 takes two units for it.
  const byCharacter = compileCharacters(pattern);
  return (text) => (SURROGATE.test(text) ? byCharacter(text) : bySegments(text));
}

const SURROGATE = /[\ud800-\udbff]/;

/** The slow way, over code points: goes back only to the last `*`. */
function compileCharacters(pattern: Pattern): TextMatch {
  const steps: Pattern = pattern.flatMap(
    (part): Pattern => (typeof part === 'string' ? Array.from(part) : [part]),
  );
  return (text) => {
    const chars = Array.from(text);
    let step = 0;
    let star = -1;
    let starAt = 0;
    for (let i = 0; i < chars.length; ) {
      const wanted = steps[step];
      const char = chars[i] ?? '';
      if (wanted === MANY) {
        star = step++;
        starAt = i;
      } else if (wanted === ONE || wanted === char || (wanted === DASH && DASHES.includes(char))) {
        step++;
        i++;
      } else if (star >= 0) {
        step = star + 1;
        i = ++starAt;
      } else return false;
    }
    while (steps[step] === MANY) step++;
    return step === steps.length;
  };
}

function compileSegments(pattern: Pattern): TextMatch {
  const openStart = pattern[0] === MANY;
  const openEnd = pattern.at(-1) === MANY;
  const segments = split(pattern);
  if (!openStart && !openEnd && segments.length === 1) {
    const only = segments[0];
    return (text) => only !== undefined && text.length === only.length && fits(only, text, 0);
  }
  return (text) => {
    let from = 0;
    let first = 0;
    let last = segments.length;
    let end = text.length;
    if (!openStart) {
      const head = segments[first++];
      if (!head || !fits(head, text, 0)) return false;
      from = head.length;
    }
    if (!openEnd && last > first) {
      const tail = segments[--last];
      if (!tail) return false;
      end = text.length - tail.length;
      if (end < from || !fits(tail, text, end)) return false;
    }
    for (let i = first; i < last; i++) {
      const segment = segments[i];
      if (!segment) return false;
      const at = find(segment, text, from);
      if (at < 0 || at + segment.length > end) return false;
      from = at + segment.length;
    }
    return true;
  };
}

function split(pattern: Pattern): Segment[] {
  const out: Segment[] = [];
  let parts: (string | typeof ONE | typeof DASH)[] = [];
  const flush = (): void => {
    if (parts.length > 0) out.push(segmentOf(parts));
    parts = [];
  };
  for (const part of pattern) {
    if (part === MANY) flush();
    else parts.push(part);
  }
  flush();
  return out;
}

function segmentOf(parts: Pattern): Segment {
  let length = 0;
  let anchor = '';
  let anchorAt = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      if (part.length > anchor.length) {
        anchor = part;
        anchorAt = length;
      }
      length += part.length;
    } else length += 1;
  }
  return { parts, length, anchor, anchorAt };
}

function find(segment: Segment, text: string, from: number): number {
  const last = text.length - segment.length;
  if (segment.anchor === '') {
    for (let at = from; at <= last; at++) if (fits(segment, text, at)) return at;
    return -1;
  }
  let at = from;
  while (at <= last) {
    const found = text.indexOf(segment.anchor, at + segment.anchorAt);
    if (found < 0) return -1;
    at = found - segment.anchorAt;
    if (at > last) return -1;
    if (fits(segment, text, at)) return at;
    at++;
  }
  return -1;
}

function fits(segment: Segment, text: string, at: number): boolean {
  if (at < 0 || at + segment.length > text.length) return false;
  let i = at;
  for (const part of segment.parts) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, i)) return false;
      i += part.length;
    } else {
      if (part === DASH && !DASHES.includes(text.charAt(i))) return false;
      i++;
    }
  }
  return true;
}
