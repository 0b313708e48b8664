import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { isJsonObject } from '#core/base/json-line.ts';
import type { Reading } from '#core/base/source.ts';
import { isEve, normaliseEve } from './eve.ts';
import { withExactIntegers } from './exact-json.ts';
import type { FormatContext, JsonFormat, TextFormat } from './format.ts';
import { JSON_ORDER, jsonFormat, textFormat } from './formats.ts';
import { readSyslog } from './text/syslog.ts';
import {
  ANY_TEXT,
  FORMATS_BY_PROGRAM,
  LAST_FORMAT,
  TEXT_FORMATS,
  WHOLE_LINE_FORMATS,
} from './text/text-formats.ts';

const UTC: FormatContext = { timeZone: 'UTC' };
/** At the head of a file that some Windows tool wrote. */
const BYTE_ORDER_MARK = 0xfeff;
const NO_FORMAT = 'Neither JSON nor a known text format, and no syslog header';

/**
 * Fills a fresh event from one received line; the answer is why it can't be, or undefined. The format is told by
 * the line's shape, unless the options name it. A record without a readable time takes `event.received`, so set
 * that first; where it is 0, as over a recording, such a record is refused.
 */
export function normaliseLine(raw: string, event: SocEvent, options?: Reading): string | undefined {
  event.raw = raw;
  const line = raw.charCodeAt(0) === BYTE_ORDER_MARK ? raw.slice(1) : raw;
  const name = options?.format;
  const zone = options?.timeZone;
  const context = zone === undefined ? UTC : { timeZone: zone };
  if (name !== undefined && name !== 'auto' && name !== 'syslog') return named(name, line, event, context);
  const first = firstCode(line);
  // `{`, and `[`, with which Apache's error log begins too.
  if (first === 123 || first === 91) {
    try {
      return mapRecord(JSON.parse(line), line, event, context);
    } catch (error) {
      if (first === 123) return notJson(error);
    }
  }
  return normaliseText(line, event, context, name === 'syslog');
}

/** The same for a record that came parsed; `event.raw` is the caller's to set. */
export function normaliseRecord(parsed: unknown, event: SocEvent, options?: Reading): string | undefined {
  const format = options?.format === undefined ? undefined : jsonFormat(options.format);
  const context = options?.timeZone === undefined ? UTC : { timeZone: options.timeZone };
  return mapRecord(parsed, '', event, context, format);
}

function firstCode(line: string): number {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code > 32) return code;
  }
  return 0;
}

function notJson(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'Not JSON';
}

function mapRecord(
  parsed: unknown,
  text: string,
  event: SocEvent,
  context: FormatContext,
  format?: JsonFormat,
): string | undefined {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'Not a JSON object';
  let record = parsed as SensorRecord;
  event.record = record;
  // The busiest format of all is spared the walk; the ids it is asked for are small.
  if (format === undefined && isEve(record)) return normaliseEve(record, event);
  record = withExactIntegers(record, text);
  event.record = record;
  if (format !== undefined) return format.map(record, event, context);
  for (const candidate of JSON_ORDER) {
    if (candidate.recognise(record)) return candidate.map(record, event, context);
  }
  return 'No format knows this record';
}

function named(name: string, line: string, event: SocEvent, context: FormatContext): string | undefined {
  const text = textFormat(name);
  if (text !== undefined) {
    const body = WHOLE_LINE_FORMATS.includes(text) ? line : readSyslog(line, event, context).body;
    return finish(text, body, event, context);
  }
  const json = jsonFormat(name);
  if (json === undefined) return `Unknown format ${name}`;
  const body = firstCode(line) === 123 ? line : readSyslog(line, event, context).body;
  try {
    return mapRecord(JSON.parse(body), body, event, context, json);
  } catch (error) {
    return notJson(error);
  }
}

/** Runs a mapper, and sees to the time. */
function finish(
  format: TextFormat,
  body: string,
  event: SocEvent,
  context: FormatContext,
): string | undefined {
  const fault = format.map(body, event, context);
  if (fault !== undefined) return fault;
  event['event.module'] ??= format.name;
  event['event.dataset'] ??= format.name;
  event.message ??= body;
  if (event['@timestamp'] !== 0) return undefined;
  if (event.received === 0) return 'No readable time';
  event['@timestamp'] = event.received;
  return undefined;
}

function normaliseText(
  line: string,
  event: SocEvent,
  context: FormatContext,
  any: boolean,
): string | undefined {
  for (const format of WHOLE_LINE_FORMATS) {
    if (format.recognise(line)) return finish(format, line, event, context);
  }
  const outer = readSyslog(line, event, context);
  const fault = mapBody(outer.body, event, context);
  if (fault !== UNKNOWN) return fault;
  // A relay puts its own header before the sender's, which says more.
  const inner = outer.header ? readSyslog(outer.body, event, context) : outer;
  if (inner.header && inner !== outer) {
    const innerFault = mapBody(inner.body, event, context);
    if (innerFault !== UNKNOWN) return innerFault;
  }
  if (!outer.header && !any && !ANY_TEXT.recognise(outer.body)) return NO_FORMAT;
  return finish(ANY_TEXT, inner.body, event, context);
}

const UNKNOWN = 'unknown';

/** @returns UNKNOWN where no format knows the text */
function mapBody(body: string, event: SocEvent, context: FormatContext): string | undefined {
  if (isJsonObject(body)) {
    const fault = jsonBody(body, event, context);
    if (fault === undefined) return undefined;
  }
  for (const format of TEXT_FORMATS) {
    if (format === LAST_FORMAT && embeddedJson(body, event, context)) return undefined;
    // A head that only looks like a format's leaves the line to the others, at last to any text.
    if (format.recognise(body) && finish(format, body, event, context) === undefined) return undefined;
  }
  const program = FORMATS_BY_PROGRAM.get(event['process.name']?.replace(/\d{1,3}$/, '') ?? '');
  if (program !== undefined) return finish(program, body, event, context);
  return UNKNOWN;
}

const MAX_PREFIX = 256;

/** JSON behind a few words, as `@cee: {…}`. */
function embeddedJson(body: string, event: SocEvent, context: FormatContext): boolean {
  const brace = body.slice(0, MAX_PREFIX).indexOf('{"');
  return (
    brace > 0 && body.trimEnd().endsWith('}') && jsonBody(body.slice(brace), event, context) === undefined
  );
}

/** JSON behind a syslog header, whose time and host count where the record has none. */
function jsonBody(body: string, event: SocEvent, context: FormatContext): string | undefined {
  const { received, severity } = event;
  const time = event['@timestamp'];
  const host = event['host.name'];
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    return notJson(error);
  }
  const process = event['process.name'];
  if (time !== 0) event.received = time;
  const fault = mapRecord(parsed, body, event, context);
  event.received = received;
  event['host.name'] ??= host;
  event['process.name'] ??= process;
  if (event.severity === 0 && event['event.kind'] !== 'alert') event.severity = severity;
  return fault;
}
