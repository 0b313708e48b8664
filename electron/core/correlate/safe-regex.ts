import { RE2JS } from 're2js';
import { fail, ok, type Result } from '#core/base/result.ts';

/** Says whether a text holds a match. Takes time linear in the text, whatever the pattern. */
export type RegexTest = (text: string) => boolean;

/**
 * Compiles a rule's regular expression. V8's own engine is faster but backtracks; it gets only patterns that have no
 * way to (see isBounded). All else runs in RE2, which has neither look-around nor back-references and refuses them.
 */
export function compileRegex(source: string, flags: string): Result<RegexTest> {
  let re2: RE2JS;
  try {
    re2 = RE2JS.compile(source, re2Flags(flags));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  if (!isBounded(source)) return ok((text) => re2.test(text));
  try {
    // Without `s` nothing changes: bounded patterns hold no dot.
    const native = new RegExp(source, flags.replace('s', ''));
    return ok((text) => native.test(text));
  } catch {
    return ok((text) => re2.test(text));
  }
}

function re2Flags(flags: string): number {
  let out = 0;
  if (flags.includes('i')) out |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) out |= RE2JS.MULTILINE;
  if (flags.includes('s')) out |= RE2JS.DOTALL;
  return out;
}

/** Ways in which a bounded pattern may go on from one place; the search costs at most this many tries a character. */
const MAX_WAYS = 64;

/**
 * True for patterns on which a backtracking engine can't be slow, and on which V8 and RE2 agree: no star, no plus, no
 * open-ended count, and few choices in all. Dots, \s and the like are left to RE2 as the two disagree on line ends.
 */
export function isBounded(source: string): boolean {
  let ways = 1;
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') {
      if (!/[\\.^$|?*+()[\]{}/\-"'dw:=&% ]/.test(source.charAt(++i))) return false;
    } else if (char === '[') {
      const end = /^\[\^?[\w\-.\\/ ]*[\w\-./ ]\]/.exec(source.slice(i))?.[0];
      if (end === undefined || /\\[^\\.dw\-/]/.test(end)) return false;
      i += end.length - 1;
    } else if (char === '(') {
      if (source.charAt(i + 1) === '?' && !source.startsWith('(?:', i)) return false;
      if (source.startsWith('(?:', i)) i += 2;
    } else if (char === '|' || char === '?') ways *= 2;
    else if (char === '*' || char === '+' || char === '.' || char === '{' || char === ']' || char === '}')
      return false;
    if (ways > MAX_WAYS) return false;
  }
  return true;
}
