import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { type Severity, severityFromName } from '#contract/severity.ts';
import { mapUrl } from './eve-protocols.ts';
import type { FormatContext } from './format.ts';
import * as keys from './generic-keys.ts';
import { tacticIds } from './json/attack.ts';
import { decimal, decimalPort, ip, status, timeOf, told, transport } from './json/values.ts';
import { fields, first, label, text, texts } from './read.ts';

/** Words of other scales than ours. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['emergency', 4],
  ['emerg', 4],
  ['panic', 4],
  ['fatal', 4],
  ['crit', 4],
  ['severe', 3],
  ['alert', 3],
  ['major', 3],
  ['important', 3],
  ['error', 2],
  ['err', 2],
  ['moderate', 2],
  ['warning', 1],
  ['warn', 1],
  ['minor', 1],
  ['notice', 0],
  ['informational', 0],
  ['information', 0],
  ['info', 0],
  ['debug', 0],
  ['trace', 0],
]);

export function severityWord(word: string): Severity | undefined {
  if (word.length > 16) return undefined;
  return severityFromName(word) ?? WORDS.get(word.trim().toLowerCase());
}

function at(record: SensorRecord, path: readonly string[]): unknown {
  const [head] = path;
  if (head === undefined) return undefined;
  if (path.length === 1) return Object.hasOwn(record, head) ? record[head] : undefined;
  let value: unknown = record;
  for (const key of path) {
    const inner = fields(value);
    if (inner === undefined || !Object.hasOwn(inner, key)) {
      const dotted = path.join('.');
      return Object.hasOwn(record, dotted) ? record[dotted] : undefined;
    }
    value = inner[key];
  }
  return value;
}

function pick<T>(
  record: SensorRecord,
  paths: readonly (readonly string[])[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const path of paths) {
    const value = at(record, path);
    if (value === undefined) continue;
    const got = read(value);
    if (got !== undefined) return got;
  }
  return undefined;
}

/** Bunyan's and pino's levels are tens, syslog's and journald's single digits of which 0 is the gravest. */
function numericLevel(record: SensorRecord): Severity | undefined {
  const level = decimal(record['level']);
  if (level !== undefined && level >= 10 && level <= 60 && level % 10 === 0) {
    return level >= 60 ? 4 : level >= 50 ? 2 : level >= 40 ? 1 : 0;
  }
  const syslog =
    decimal(record['PRIORITY']) ??
    decimal(record['syslog_severity']) ??
    (record['short_message'] === undefined ? undefined : level);
  if (syslog === undefined || syslog < 0 || syslog > 7) return undefined;
  return syslog <= 2 ? 4 : syslog === 3 ? 2 : syslog === 4 ? 1 : 0;
}

const SUCCESS = /^(success|succeeded|successful|succeed|ok|allow|allowed|accepted|passed)$/i;
const FAILURE = /^(fail|failed|failure|error|deny|denied|rejected|unauthorized|forbidden)$/i;

function outcome(value: unknown): 'success' | 'failure' | undefined {
  const word = text(value);
  if (word === undefined || word.length > 16) return undefined;
  return SUCCESS.test(word) ? 'success' : FAILURE.test(word) ? 'failure' : undefined;
}

const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

function techniques(value: unknown): readonly string[] | undefined {
  const ids = texts(value)?.filter((id) => TECHNIQUE.test(id));
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

/** A day and its time in two fields. */
function splitTime(record: SensorRecord): string | undefined {
  const date = text(record['date']) ?? text(record['Date']);
  const time = text(record['time']) ?? text(record['Time']);
  return date?.length === 10 && time !== undefined && time.length <= 32 ? `${date}T${time}` : undefined;
}

function mapRequest(record: SensorRecord, event: SocEvent): void {
  const url = pick(record, keys.URL_KEYS, text);
  if (url !== undefined && url.length > 1) mapUrl(url, event);
  event['http.request.method'] = pick(record, keys.METHOD_KEYS, told);
  if (event['http.request.method'] !== undefined || url !== undefined) {
    event['http.response.status_code'] = pick(record, keys.STATUS_KEYS, status);
  }
  event['user_agent.original'] = pick(record, keys.AGENT_KEYS, text);
}

function address(value: unknown): string | undefined {
  return ip(first(value));
}

function levelWord(value: unknown): Severity | undefined {
  const word = text(value);
  return word === undefined ? undefined : severityWord(word);
}

/** Any other JSON object: time, host, severity and message, and whatever else stands under a plain name. */
export function normaliseGeneric(
  record: SensorRecord,
  event: SocEvent,
  { timeZone }: FormatContext,
): string | undefined {
  const time = (value: unknown): number | undefined => {
    const ms = timeOf(first(value), timeZone, event.received);
    return Number.isNaN(ms) ? undefined : ms;
  };
  const when = time(splitTime(record)) ?? pick(record, keys.TIME_KEYS, time);
  if (when === undefined && event.received <= 0) return 'No readable time';
  event['@timestamp'] = when ?? event.received;
  event['event.dataset'] = 'generic.json';
  event['event.module'] = 'generic';
  event['host.name'] = pick(record, keys.HOST_KEYS, label);
  event.message = pick(record, keys.MESSAGE_KEYS, text);
  event.severity = pick(record, keys.SEVERITY_KEYS, levelWord) ?? numericLevel(record) ?? 0;
  event['event.severity'] = pick(record, keys.SEVERITY_KEYS, decimal);
  event['source.ip'] = pick(record, keys.SOURCE_KEYS, address);
  event['destination.ip'] = pick(record, keys.TARGET_KEYS, address);
  event['source.port'] = pick(record, keys.SOURCE_PORT_KEYS, decimalPort);
  event['destination.port'] = pick(record, keys.TARGET_PORT_KEYS, decimalPort);
  if (event['source.ip'] !== undefined)
    event['network.transport'] = pick(record, keys.TRANSPORT_KEYS, transport);
  event['user.name'] = pick(record, keys.USER_KEYS, told);
  event['event.action'] = pick(record, keys.ACTION_KEYS, text);
  event['event.outcome'] = pick(record, keys.OUTCOME_KEYS, outcome);
  event['rule.name'] = pick(record, keys.RULE_NAME_KEYS, text);
  event['rule.id'] = pick(record, keys.RULE_ID_KEYS, label);
  event['observer.vendor'] = pick(record, keys.VENDOR_KEYS, text);
  event['observer.product'] = pick(record, keys.PRODUCT_KEYS, text);
  event['threat.technique.id'] = pick(record, keys.TECHNIQUE_KEYS, techniques);
  event['threat.tactic.id'] = pick(record, keys.TACTIC_KEYS, tacticIds);
  mapRequest(record, event);
  return undefined;
}
