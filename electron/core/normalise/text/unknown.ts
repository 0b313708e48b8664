import type { SocEvent } from '#contract/event.ts';
import type { FormatContext, TextFormat } from '../format.ts';
import { endOf, fillPlain, plainMessage, plainSeverity } from '../plain-fields.ts';
import { plainNames } from '../plain-names.ts';
import { plainTime } from '../plain-time.ts';
import type { Fields } from '../read.ts';
import { severityWord } from '../severity-word.ts';
import { fillFlow, fillPeer } from './plain-flow.ts';
import { readPlainPairs } from './plain-pairs.ts';
import { parseTextTime } from './text-time.ts';

const LEVEL =
  /(?:^|[\s[<(|"])(emerg(?:ency)?|alert|crit(?:ical)?|fatal|severe|error|err|warn(?:ing)?|notice|info(?:rmation)?|debug)(?=[\s\]>):|,"]|$)/i;

/** The time a line begins with, in brackets, quotes or neither; also behind one word and a colon, as `Info: `. */
function leadingTime(text: string, timeZone: string, received: number): number {
  const head = text
    .slice(0, 80)
    .trimStart()
    .replace(/^[A-Za-z]{1,12}: /, '')
    .slice(0, 64);
  const bracket = head.startsWith('[');
  if (bracket || head.startsWith('"')) {
    const end = head.indexOf(bracket ? ']' : '"', 1);
    return end < 0 ? Number.NaN : parseTextTime(head.slice(1, end), timeZone, received);
  }
  // The longest that is a time wins; two spaces make a word more.
  const words = head.split(/[ \t]/, 9);
  for (let count = words.length; count > 0; count--) {
    const time = parseTextTime(words.slice(0, count).join(' ').replace(/[:,]$/, ''), timeZone, received);
    if (!Number.isNaN(time)) return time;
  }
  return Number.NaN;
}

const SOME_TIME =
  /(?:\d{4}-\d\d-\d\d[T ,]{1,2}\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?|\d{1,2}\/\d{1,2}\/\d{4}[ ,:]{1,2}\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)(?![\d:])/;

/** The first full date and time near the line's head: a column of it, or in brackets. */
function nearTime(text: string, timeZone: string, received: number): number {
  const found = SOME_TIME.exec(text.slice(0, 256))?.[0];
  return found === undefined
    ? Number.NaN
    : parseTextTime(found.replace(/(\d),\s?(\d\d?:)/, '$1 $2'), timeZone, received);
}

const MAX_LOOK = 4096;
const TAG = /^(?:[\w./@-]{1,64}(?:\([^)\s]{1,64}\))?(?:\[[^\]\s]{1,32}\])?|\[[\w.:-]{1,32}\]): \S/;
const COLUMNS = [',', '\t', '|', ';'] as const;

function hasAddress(text: string): boolean {
  for (const word of text.split(/[\s,;|"'()<>=[\]]+/, 256)) {
    if (word.length > 6 && word.length < 46 && endOf(word.replace(/[:.]$/, '')) !== undefined) return true;
  }
  return false;
}

/** What tells a line of a log from junk: a time, a program's tag, an address, pairs, or columns. */
function looksLogged(text: string): boolean {
  if (!Number.isNaN(leadingTime(text, 'UTC', 0))) return true;
  const head = text.slice(0, MAX_LOOK).trimStart();
  if (TAG.test(head) || hasAddress(head)) return true;
  if (COLUMNS.some((column) => head.split(column, 6).length === 6)) return true;
  return Object.keys(readPlainPairs(head)).length >= 2;
}

/** What a syslog header's structured data and the text's own pairs say, the data first. */
function spoken(text: string, event: SocEvent): Fields {
  const data = event.record;
  const pairs = readPlainPairs(text);
  if (data === undefined) return pairs;
  const all = Object.create(null) as Fields;
  for (const element of Object.values(data)) {
    if (typeof element === 'object' && element !== null) Object.assign(all, element);
  }
  for (const [key, value] of Object.entries(pairs)) all[key] ??= value;
  return all;
}

/** What text of any sensor says under plain names. The header's time and host stay, but the line's own time goes first. */
export function mapPlainText(text: string, event: SocEvent, { timeZone }: FormatContext): void {
  const fields = spoken(text, event);
  const names = plainNames(fields);
  if (event.record === undefined && Object.keys(fields).length > 0) event.record = fields;
  const time = plainTime(names, timeZone, event.received);
  if (time !== undefined) event['@timestamp'] = time;
  if (event['@timestamp'] === 0) {
    const leading = leadingTime(text, timeZone, event.received);
    const near = Number.isNaN(leading) ? nearTime(text, timeZone, event.received) : leading;
    if (!Number.isNaN(near)) event['@timestamp'] = near;
  }
  const header = event['event.severity'] !== undefined;
  const severity = header ? undefined : plainSeverity(names);
  if (severity !== undefined) event.severity = severity;
  else if (!header) {
    const word = LEVEL.exec(text.slice(0, 256))?.[1];
    if (word !== undefined) event.severity = severityWord(word) ?? 0;
  }
  fillPlain(names, event);
  fillFlow(text, event);
  fillPeer(text, event);
  event.message ??= text === '' ? plainMessage(names) : text;
}

/** Text of no known format: time, host, severity and message, and what stands under plain names. */
export const unknownText: TextFormat = {
  name: 'text',
  recognise: looksLogged,
  map(text, event, context) {
    mapPlainText(text, event, context);
    return undefined;
  },
};
