/** Escapes that stand for the character itself. */
const SELF = /[^a-zA-Z0-9]/;

/**
 * The longest text, in lower case, that every match of a regular expression holds; undefined when none is certain.
 * Looks only at what stands outside groups and classes.
 */
export function regexLiteral(source: string): string | undefined {
  // Under x white space means nothing; and flags in the middle may be followed by a count for what stands before them.
  if (/\(\?[a-z]*x/.test(source) || /.\(\?[a-zA-Z-]*\)/s.test(source)) return undefined;
  let best = '';
  let run = '';
  let depth = 0;
  const end = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') {
      const next = source.charAt(++i);
      if (next === 'Q') return undefined;
      if (depth > 0) continue;
      if (SELF.test(next)) run += next;
      else end();
      // \x{41}, \p{L} and the like: the braces belong to the escape.
      if (/[xpP]/.test(next) && source.charAt(i + 1) === '{') {
        const close = source.indexOf('}', i);
        if (close < 0) return undefined;
        i = close;
      } else if (next === 'x') i += 2;
    } else if (char === '[') {
      end();
      const close = classEnd(source, i);
      if (close < 0) return undefined;
      i = close;
    } else if (char === '(') {
      end();
      depth++;
    } else if (char === ')') depth--;
    else if (depth > 0) continue;
    else if (char === '|') return undefined;
    else if (char === '?' || char === '*' || char === '{') {
      run = run.slice(0, -1);
      end();
      if (char === '{') {
        const close = source.indexOf('}', i);
        if (close < 0) return undefined;
        i = close;
      }
    } else if (char === '+' || char === '.' || char === '^' || char === '$') end();
    else if (char >= ' ' && char <= '~') run += char;
    else end();
  }
  end();
  return best === '' ? undefined : best.toLowerCase();
}

function classEnd(source: string, open: number): number {
  let i = open + 1;
  if (source.charAt(i) === '^') i++;
  if (source.charAt(i) === ']') i++;
  for (; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') i++;
    else if (char === '[' && source.charAt(i + 1) === ':') {
      const close = source.indexOf(':]', i);
      if (close < 0) return -1;
      i = close + 1;
    } else if (char === ']') return i;
  }
  return -1;
}
