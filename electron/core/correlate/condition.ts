import { Refusal } from './refusal.ts';

/** A condition as written: names of detections (or, in a correlation, of rules) joined by words. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'name'; readonly name: string; readonly offset: number }
  | {
      readonly kind: 'of';
      /** How many of the named must hold. */
      readonly count: number | 'all';
      /** A name with `*`, or `them`. */
      readonly pattern: string;
      readonly offset: number;
    };

interface Token {
  readonly text: string;
  readonly offset: number;
}

/** Deeper parentheses than any human writes would only serve to overflow the stack. */
const MAX_DEPTH = 50;

/**
 * Reads a condition: `or` binds weaker than `and`, that weaker than `not`, that weaker than `x of`.
 * `offset` is where the text begins in its file. Throws Refusal with the place of the fault.
 */
export function parseCondition(text: string, offset: number): Condition {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/[()]|[^\s()]+/g)) {
    tokens.push({ text: match[0], offset: offset + match.index });
  }
  const parser = new Parser(tokens, offset + text.length);
  return parser.parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  parse(): Condition {
    const condition = this.#or(0);
    const rest = this.#tokens[this.#at];
    if (rest?.text === '|')
      throw new Refusal("aggregation after '|' is no longer Sigma: write a correlation", rest.offset);
    if (rest) throw new Refusal(`unexpected '${rest.text}' in the condition`, rest.offset);
    return condition;
  }

  #or(depth: number): Condition {
    const parts = [this.#and(depth)];
    while (this.#take('or')) parts.push(this.#and(depth));
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  }

  #and(depth: number): Condition {
    const parts = [this.#not(depth)];
    while (this.#take('and')) parts.push(this.#not(depth));
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  }

  #not(depth: number): Condition {
    if (depth > MAX_DEPTH) throw new Refusal('the condition is nested too deeply', this.#offset());
    if (this.#take('not')) return { kind: 'not', part: this.#not(depth + 1) };
    return this.#primary(depth);
  }

  #primary(depth: number): Condition {
    const token = this.#tokens[this.#at];
    if (!token) throw new Refusal('the condition ends too early', this.#end);
    this.#at++;
    if (token.text === '(') {
      const inner = this.#or(depth + 1);
      if (!this.#take(')')) throw new Refusal("missing ')' in the condition", this.#offset());
      return inner;
    }
    if (token.text === ')' || token.text === '|' || isWord(token, 'and') || isWord(token, 'or')) {
      throw new Refusal(`unexpected '${token.text}' in the condition`, token.offset);
    }
    const next = this.#tokens[this.#at];
    if (next && isWord(next, 'of') && /^(?:all|any|\d+)$/i.test(token.text)) {
      this.#at++;
      return this.#of(token);
    }
    return { kind: 'name', name: token.text, offset: token.offset };
  }

  #of(amount: Token): Condition {
    const target = this.#tokens[this.#at++];
    if (!target || target.text === '(' || target.text === ')') {
      throw new Refusal(`'${amount.text} of' needs a name, a pattern or 'them'`, target?.offset ?? this.#end);
    }
    const word = amount.text.toLowerCase();
    const count = word === 'all' ? 'all' : word === 'any' ? 1 : Number(word);
    if (count === 0) throw new Refusal("'0 of' would always hold", amount.offset);
    return { kind: 'of', count, pattern: target.text, offset: target.offset };
  }

  #take(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (!token || !isWord(token, word)) return false;
    this.#at++;
    return true;
  }

  #offset(): number {
    return this.#tokens[this.#at]?.offset ?? this.#end;
  }
}

function isWord(token: Token, word: string): boolean {
  return token.text.toLowerCase() === word;
}

/** The names that `x of PATTERN` stands for. `them` and a bare `*` leave out names that begin with an underscore. */
export function namesOf(pattern: string, names: readonly string[]): string[] {
  if (pattern === 'them' || pattern === '*') return names.filter((name) => !name.startsWith('_'));
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return names.filter((name) => name === pattern);
  return names.filter((name) => {
    if (name.startsWith('_') && !pattern.startsWith('_')) return false;
    if (!name.startsWith(head)) return false;
    let from = head.length;
    for (let i = 0; i < rest.length; i++) {
      const piece = rest[i] ?? '';
      const at = i === rest.length - 1 ? name.length - piece.length : name.indexOf(piece, from);
      if (at < from || !name.startsWith(piece, at)) return false;
      from = at + piece.length;
    }
    return true;
  });
}
