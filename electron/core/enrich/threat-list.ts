import { parseCidr, parseIpv4 } from '#core/base/ip.ts';
import { domainOf, isHash, isTooWide, type ListCount } from './indicator-values.ts';
import { readStixBundle } from './stix.ts';
import type { Indicator, IndicatorSink, IndicatorType } from './threat-index.ts';

/**
 * Reads a list; a STIX bundle is told by its brace. Takes seconds for a long one.
 * @throws Error when it is no list at all
 */
export function readThreatList(text: string, sink: IndicatorSink): ListCount {
  if (text.includes('\0')) throw new Error('not a text file');
  const count: ListCount = { entries: 0, notUnderstood: 0, expired: 0, leftOut: 0 };
  if (/^\uFEFF?\s{0,64}\{/.test(text)) readStixBundle(text, sink, count);
  else readLines(text, sink, count);
  return count;
}

function readLines(text: string, sink: IndicatorSink, count: ListCount): void {
  const shared = sharedIndicators();
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const value = firstColumn(text, at, end);
    at = end + 1;
    if (value === '') continue;
    if (sink.full) count.leftOut++;
    else if (addValue(value, shared, sink)) count.entries++;
    else count.notUnderstood++;
  }
}

/** One object a type, for entries of which nothing more is known. */
function sharedIndicators(): (type: IndicatorType) => Indicator {
  const shared = new Map<IndicatorType, Indicator>();
  return (type) => {
    let indicator = shared.get(type);
    if (!indicator) shared.set(type, (indicator = { type, name: undefined, feed: '', until: Infinity }));
    return indicator;
  };
}

const SPACE = 32;

/** The first column of a line, without quotes; empty for a comment. Of a hosts file's line the second. */
function firstColumn(text: string, from: number, to: number): string {
  let [start, end] = column(text, from, to);
  const first = text.charCodeAt(start);
  // # and ; and //
  if (first === 35 || first === 59 || (first === 47 && text.charCodeAt(start + 1) === 47)) return '';
  const value = text.slice(start, end);
  if (value !== '0.0.0.0' && value !== '127.0.0.1') return value;
  [start, end] = column(text, end, to);
  return start < end && text.charCodeAt(start) !== 35 ? text.slice(start, end) : value;
}

/** Where the next column lies. It ends at a comma, a semicolon or white space; quotes around it are not part of it. */
function column(text: string, from: number, to: number): [start: number, end: number] {
  let start = from;
  while (start < to && (text.charCodeAt(start) <= SPACE || text.charCodeAt(start) === 34)) start++;
  let end = start;
  while (end < to) {
    const code = text.charCodeAt(end);
    if (code <= SPACE || code === 34 || code === 44 || (code === 59 && end > start)) break;
    end++;
  }
  return [start, end];
}

/** Reads a value by its look. @returns false when it is none of the kinds that can be looked for */
function addValue(
  value: string,
  indicator: (type: IndicatorType) => Indicator,
  sink: IndicatorSink,
): boolean {
  if (value.length > 2048) return false;
  if (value.includes('://')) {
    sink.addUrl(value, indicator('url'));
    return true;
  }
  const network = addNetwork(value, indicator, sink);
  if (network !== undefined) return network;
  if (isHash(value)) {
    sink.addHash(value.toLowerCase(), indicator('file'));
    return true;
  }
  const below = value.startsWith('*.') ? 2 : value.startsWith('.') ? 1 : 0;
  const domain = domainOf(value.slice(below));
  if (domain === undefined) return false;
  sink.addDomain(domain, below > 0, indicator('domain-name'));
  return true;
}

/** Undefined when it is no network at all; false for one that takes in a good part of the Internet: a list's slip. */
function addNetwork(
  value: string,
  indicator: (type: IndicatorType) => Indicator,
  sink: IndicatorSink,
): boolean | undefined {
  const colon = value.indexOf(':');
  const port = colon > 0 && parseIpv4(value.slice(0, colon)) >= 0 && value.indexOf(':', colon + 1) < 0;
  const cidr = parseCidr(port ? value.slice(0, colon) : value);
  if (!cidr) return undefined;
  if (isTooWide(cidr)) return false;
  sink.addNetwork(cidr, indicator(cidr.family === 4 ? 'ipv4-addr' : 'ipv6-addr'));
  return true;
}
