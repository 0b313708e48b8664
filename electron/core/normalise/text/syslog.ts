import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { canonicalIp } from '#core/base/ip.ts';
import type { FormatContext } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { monthNumber, parseTextTime } from './text-time.ts';

/** Emergency to debug, on our scale. */
const LEVELS: readonly Severity[] = [4, 4, 4, 2, 1, 0, 0, 0];
const MAX_NAME = 255;

/** What is left when the header is off. */
export interface Syslog {
  readonly body: string;
  /** False when the line had nothing of a header. */
  readonly header: boolean;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** End of the token that starts at `at`: the next space or the end. */
function tokenEnd(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space < 0 ? text.length : space;
}

/** `<PRI>`: where the rest starts; 0 without one. */
function priority(line: string, event: SocEvent): number {
  if (line.charCodeAt(0) !== 60) return 0;
  const close = line.indexOf('>');
  if (close < 2 || close > 4) return 0;
  let value = 0;
  for (let i = 1; i < close; i++) {
    const code = line.charCodeAt(i);
    if (!isDigit(code)) return 0;
    value = value * 10 + code - 48;
  }
  if (value > 191) return 0;
  event['event.severity'] = value & 7;
  event.severity = LEVELS[value & 7] ?? 0;
  return close + 1;
}

/**
 * RFC 5424, RFC 3164 and what devices make of them: a year, an ISO time, no time, no host, no PRI. Fills time, host,
 * process and severity as far as they are there.
 */
export function readSyslog(line: string, event: SocEvent, context: FormatContext): Syslog {
  let start = 0;
  while (start < line.length && start < 8 && line.charCodeAt(start) <= 32) start++;
  const text = start === 0 ? line : line.slice(start);
  const at = priority(text, event);
  if (text.charCodeAt(at) === 49 && text.charCodeAt(at + 1) === 32) {
    const body = rfc5424(text, at + 2, event, context);
    if (body !== undefined) return { body, header: true };
  }
  const body = rfc3164(text, at, event, context);
  if (body !== undefined) return { body, header: true };
  return { body: at > 0 ? text.slice(at).trimStart() : text, header: at > 0 };
}

function rfc5424(text: string, from: number, event: SocEvent, context: FormatContext): string | undefined {
  const fields: string[] = [];
  let at = from;
  for (let i = 0; i < 5; i++) {
    if (at > text.length) return undefined;
    const end = tokenEnd(text, at);
    if (end === at) return undefined;
    fields.push(text.slice(at, end));
    at = end + 1;
  }
  const [stamp = '-', host, app, pid, id] = fields;
  if (stamp !== '-') {
    const time = parseTextTime(stamp, context.timeZone, event.received);
    if (Number.isNaN(time)) return undefined;
    event['@timestamp'] = time;
  }
  setHost(event, host);
  // Cisco's Meraki says its message right behind the host.
  if (pid?.includes('=') === true || id?.includes('=') === true) {
    return text.slice(from + stamp.length + (host?.length ?? 0) + 2);
  }
  if (app !== '-' && app !== undefined) event['process.name'] = app;
  setPid(event, pid);
  const rest = structuredData(text, at, event);
  const body = text.slice(rest).trimStart();
  return body.charCodeAt(0) === 0xfeff ? body.slice(1) : body;
}

/** Reads `[id name="value" …]…` or `-`; what is neither belongs to the message. @returns where the message starts */
function structuredData(text: string, from: number, event: SocEvent): number {
  if (text.charCodeAt(from) === 45) return from + 1;
  const record = Object.create(null) as SensorRecord;
  let at = from;
  while (text.charCodeAt(at) === 91) {
    const end = element(text, at + 1, record);
    if (end < 0) return from;
    at = end;
  }
  if (at > from) event.record = record;
  return at;
}

/** One element behind its `[`; -1 when it is none. */
function element(text: string, from: number, record: SensorRecord): number {
  let at = from;
  while (at < text.length && !' ]="'.includes(text.charAt(at))) at++;
  if (at === from) return -1;
  const params = Object.create(null) as SensorRecord;
  const id = text.slice(from, at);
  while (text.charCodeAt(at) === 32) {
    const equals = text.indexOf('="', at);
    if (equals < 0 || equals - at > MAX_NAME) return -1;
    const name = text.slice(at + 1, equals);
    let value = '';
    let piece = equals + 2;
    for (at = piece; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) break;
      if (code === 92 && '"\\]'.includes(text.charAt(at + 1))) {
        value += text.slice(piece, at);
        piece = ++at;
      }
    }
    if (at >= text.length) return -1;
    params[name] = value + text.slice(piece, at);
    at++;
  }
  if (text.charCodeAt(at) !== 93) return -1;
  if (id !== '@timestamp') record[id] = params;
  return at + 1;
}

function setHost(event: SocEvent, host: string | undefined): void {
  if (host === undefined || host === '-' || host === '' || host.length > MAX_NAME) return;
  event['host.name'] = host;
  const ip = canonicalIp(host);
  if (ip !== undefined) event['host.ip'] = ip;
}

function setPid(event: SocEvent, pid: string | undefined): void {
  if (pid !== undefined && /^\d{1,10}$/.test(pid)) event['process.pid'] = Number(pid);
}

/** Length of the time at `at` by its looks, 0 for none; with the year that some devices write. */
function stampLength(text: string, at: number): number {
  const head = text.slice(at, at + 40);
  if (isDigit(head.charCodeAt(0))) {
    const year = /^\d{4} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [A-Z]{3,4})?/.exec(head);
    if (year !== null) return year[0].length;
    const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?/.exec(head);
    return iso === null ? 0 : iso[0].length;
  }
  if (monthNumber(head.slice(0, 3)) === 0) return 0;
  const month =
    /^[A-Za-z]{3} {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4})?(?: (?:UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d)(?=[ :]))?/.exec(
      head,
    );
  return month === null ? 0 : month[0].length;
}

/** Cisco puts `*` or `.` before a time its clock is not sure of, and a sequence number or its name before that. */
function skipMarks(text: string, at: number, event: SocEvent): number {
  const mark = /^(?:(\d{1,10})|([\w.-]{1,64})): [*.]?|^[*.]/.exec(text.slice(at, at + 70));
  const skipped = at + (mark?.[0].length ?? 0);
  if (mark === null || stampLength(text, skipped) === 0) return at;
  if (mark[2] !== undefined && severityWord(mark[2]) === undefined) setHost(event, mark[2]);
  return skipped;
}

function rfc3164(text: string, from: number, event: SocEvent, context: FormatContext): string | undefined {
  let at = skipMarks(text, from, event);
  const length = stampLength(text, at);
  if (length === 0) {
    // A PRI and a tag, or a tag alone: what programs write to /dev/log.
    // Without a PRI only a pid tells a tag from a sentence that begins with a word and a colon.
    if (from === 0 && !WITH_PID.test(text.slice(at, at + 120))) return undefined;
    return readTag(text, at, event);
  }
  const next = text.charCodeAt(at + length);
  const time = parseTextTime(text.slice(at, at + length), context.timeZone, event.received);
  if (Number.isNaN(time) || !(next === 32 || next === 58 || Number.isNaN(next))) return undefined;
  event['@timestamp'] = time;
  at += length;
  if (text.charCodeAt(at) === 58) at++;
  while (text.charCodeAt(at) === 32) at++;
  // `2017-01-24 03:09:46 word …` without a PRI is any program's own log: the word is a host only before a tag.
  const sure = from > 0 || text.charCodeAt(10) === 84 || !isDigit(text.charCodeAt(0));
  return readTag(text, at, event) ?? afterHost(text, at, event, sure);
}

const HOST = /^[\w.:-]{1,255}$/;

function afterHost(text: string, at: number, event: SocEvent, sure: boolean): string {
  const end = tokenEnd(text, at);
  const host = text.slice(at, end);
  if (!HOST.test(host) || host.endsWith(':') || /^(?:CEF|LEEF):/.test(host)) return text.slice(at);
  let rest = end;
  while (text.charCodeAt(rest) === 32) rest++;
  // Cisco: `host : %ASA-…`
  if (text.charCodeAt(rest) === 58 && text.charCodeAt(rest + 1) === 32) rest += 2;
  const tagged = readTag(text, rest, event);
  if (tagged === undefined && !sure) return text.slice(at);
  setHost(event, host);
  return tagged ?? text.slice(rest);
}

/** `name[pid] ` without the colon, as some programs write it. */
const PID_TAG = /^([A-Za-z][\w./-]{0,63})\[(\d{1,10})\] /;
const WITH_PID = /^[\w./@()-]{1,98}\[\d{1,10}\]: /;
const TAG = /^([A-Za-z][\w./@-]{0,63})(?:\((\w{1,32})\))?(?:\[([^\]\s]{1,32})\])?: ?/;

/** `name[pid]: `; undefined where there is none. */
function readTag(text: string, at: number, event: SocEvent): string | undefined {
  const head = text.slice(at, at + 168);
  const match = TAG.exec(head);
  if (match === null) {
    const bare = PID_TAG.exec(head);
    if (bare === null) return undefined;
    event['process.name'] = bare[1];
    setPid(event, bare[2]);
    return text.slice(at + bare[0].length);
  }
  if (/^(?:CEF|LEEF)$/.test(match[1] ?? '')) return undefined;
  // `Reason:` at the start of a message is no program; one with a pid is.
  event['process.name'] = match[1];
  setPid(event, match[3]);
  return text.slice(at + match[0].length);
}
