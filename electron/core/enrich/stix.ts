import { parseCidr } from '#core/base/ip.ts';
import { domainOf, isHash, isTooWide, type ListCount } from './indicator-values.ts';
import type { Indicator, IndicatorType, IndicatorSink } from './threat-index.ts';

/** One comparison of a pattern: `domain-name:value = 'example.org'`. */
export interface Comparison {
  readonly path: string;
  readonly operator: '=' | 'ISSUBSET';
  readonly value: string;
}

const MAX_PATTERN = 65_536;

/** Indicators of a STIX 2.1 (or 2.0) bundle; their end is for the index to see to. @throws Error when it is none */
export function readStixBundle(text: string, sink: IndicatorSink, count: ListCount): void {
  const bundle = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as Fields;
  const objects = bundle['objects'];
  if (bundle['type'] !== 'bundle' || !Array.isArray(objects)) throw new Error('JSON, but not a STIX bundle');
  for (const object of objects as unknown[]) {
    if (typeof object !== 'object' || object === null) continue;
    const indicator = object as Fields;
    if (indicator['type'] !== 'indicator') continue;
    const until = indicator['valid_until'] === undefined ? Infinity : time(indicator['valid_until']);
    if (indicator['revoked'] === true) count.expired++;
    else if (sink.full) count.leftOut++;
    else if (!Number.isNaN(until) && addPattern(indicator, until, sink)) count.entries++;
    else count.notUnderstood++;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function time(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function addPattern(indicator: Fields, until: number, sink: IndicatorSink): boolean {
  const { pattern, pattern_type: language, name } = indicator;
  if (typeof pattern !== 'string' || (language !== undefined && language !== 'stix')) return false;
  const comparisons = parsePattern(pattern);
  if (!comparisons) return false;
  const of = (type: IndicatorType): Indicator => ({
    type,
    name: typeof name === 'string' && name !== '' ? name.slice(0, 256) : undefined,
    feed: '',
    until,
  });
  // One that can't be looked for spoils none of those it is joined to by OR.
  return comparisons.map((comparison) => addComparison(comparison, of, sink)).includes(true);
}

function addComparison(
  { path, operator, value }: Comparison,
  of: (type: IndicatorType) => Indicator,
  sink: IndicatorSink,
): boolean {
  if (path === 'ipv4-addr:value' || path === 'ipv6-addr:value') {
    const cidr = parseCidr(value);
    if (!cidr || isTooWide(cidr)) return false;
    sink.addNetwork(cidr, of(cidr.family === 4 ? 'ipv4-addr' : 'ipv6-addr'));
    return true;
  }
  if (operator !== '=') return false;
  if (path === 'domain-name:value') {
    const domain = domainOf(value);
    if (domain === undefined) return false;
    sink.addDomain(domain, false, of('domain-name'));
    return true;
  }
  if (path === 'url:value') {
    if (value.length > 2048 || !value.includes('://')) return false;
    sink.addUrl(value, of('url'));
    return true;
  }
  if (path !== 'file:hashes.MD5' && path !== 'file:hashes.SHA-256') return false;
  if (!isHash(value)) return false;
  sink.addHash(value.toLowerCase(), of('file'));
  return true;
}

/**
 * Comparisons of which any one is enough: `[a = 'x' OR b = 'y'] OR [c = 'z']`. Undefined for anything else: what
 * AND, FOLLOWEDBY or a qualifier join, no single event can say.
 */
export function parsePattern(pattern: string): Comparison[] | undefined {
  if (pattern.length > MAX_PATTERN) return undefined;
  const scanner = new Scanner(pattern);
  const comparisons: Comparison[] = [];
  do {
    if (!scanner.take('[')) return undefined;
    do {
      const comparison = scanner.comparison();
      if (!comparison) return undefined;
      comparisons.push(comparison);
    } while (scanner.word('OR'));
    if (!scanner.take(']')) return undefined;
  } while (scanner.word('OR'));
  return scanner.atEnd() ? comparisons : undefined;
}

/** Goes once over the text, and only forward. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at === this.#text.length;
  }

  take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  word(word: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  comparison(): Comparison | undefined {
    const path = this.#path();
    const operator = this.take('=') ? '=' : this.word('ISSUBSET') ? 'ISSUBSET' : undefined;
    if (path === '' || !operator) return undefined;
    this.#skipSpace();
    const value = this.#quoted();
    return value === undefined ? undefined : { path, operator, value };
  }

  /** `file:hashes.'SHA-256'` without its quotes. */
  #path(): string {
    this.#skipSpace();
    const start = this.#at;
    while (/[\w:.-]/.test(this.#text[this.#at] ?? '')) this.#at++;
    const path = this.#text.slice(start, this.#at);
    if (!path.endsWith('.')) return path;
    const key = this.#quoted();
    return key === undefined ? '' : path + key;
  }

  #quoted(): string | undefined {
    if (this.#text[this.#at] !== "'") return undefined;
    const parts: string[] = [];
    for (let from = ++this.#at; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 92) {
        parts.push(this.#text.slice(from, this.#at));
        from = ++this.#at;
      } else if (code === 39) {
        parts.push(this.#text.slice(from, this.#at++));
        return parts.join('');
      }
    }
    return undefined;
  }

  #skipSpace(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32) this.#at++;
  }
}
