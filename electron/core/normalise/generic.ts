import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { FormatContext } from './format.ts';
import { tacticIds } from './json/attack.ts';
import { decimal } from './json/values.ts';
import { fillPlain, plainMessage, plainSeverity } from './plain-fields.ts';
import { type NameList, pickPlain, plainNames } from './plain-names.ts';
import { plainTime } from './plain-time.ts';
import { texts } from './read.ts';
import { readPlainPairs } from './text/plain-pairs.ts';

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

const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

function techniques(value: unknown): readonly string[] | undefined {
  const ids = texts(value)?.filter((id) => TECHNIQUE.test(id));
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

const TECHNIQUES: NameList = {
  outer: ['techniques', 'technique', 'tags'],
  anywhere: [
    'threattechniqueid',
    'rulemitreid',
    'mitretechniqueid',
    'techniqueid',
    'mitreid',
    'mitretechniqueids',
  ],
};
const TACTICS: NameList = {
  outer: ['tactics', 'tactic'],
  anywhere: ['threattacticid', 'mitretacticid', 'tacticid', 'threattacticname', 'mitretacticids'],
};

const MAX_SUMMARY = 256;
const MAX_PAIRS = 4096;

/** `key=value` of a record's own first values, where nothing in it is a message. */
export function summary(record: SensorRecord): string | undefined {
  let text = '';
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value === '' || !['string', 'number', 'boolean'].includes(typeof value)) continue;
    text += `${text === '' ? '' : ' '}${key.slice(0, 64)}=${String(value).slice(0, 64)}`;
    if (text.length >= MAX_SUMMARY) break;
  }
  return text.slice(0, MAX_SUMMARY) || undefined;
}

/** Any other JSON object: time, host, severity and message, and whatever else stands under a plain name. */
export function normaliseGeneric(
  record: SensorRecord,
  event: SocEvent,
  { timeZone }: FormatContext,
): string | undefined {
  const names = plainNames(record);
  const when = plainTime(names, timeZone, event.received);
  if (when === undefined && event.received <= 0) return 'No readable time';
  event['@timestamp'] = when ?? event.received;
  event['event.dataset'] = 'generic.json';
  event['event.module'] = 'generic';
  event['event.severity'] = decimal(record['severity'] ?? record['level'] ?? record['priority']);
  event.severity = numericLevel(record) ?? plainSeverity(names) ?? 0;
  fillPlain(names, event);
  const message = plainMessage(names);
  // Some services write pairs into a message.
  if (message?.includes('=') === true && event['source.ip'] === undefined) {
    fillPlain(plainNames(readPlainPairs(message.slice(0, MAX_PAIRS))), event);
  }
  event['threat.technique.id'] = pickPlain(names, TECHNIQUES, techniques);
  event['threat.tactic.id'] = pickPlain(names, TACTICS, tacticIds);
  event.message = message ?? event['rule.name'] ?? event['event.action'] ?? summary(record);
  return undefined;
}
