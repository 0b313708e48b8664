import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { severityFromName } from '#contract/severity.ts';
import { canonicalIp } from '#core/base/ip.ts';
import { label, port, text } from './read.ts';
import { readTime } from './time.ts';

const TIME_KEYS = ['@timestamp', 'timestamp', 'time', 'ts', 'eventTime', 'event_time', 'datetime', 'date'];
const HOST_KEYS = ['host', 'hostname', 'host_name', 'computer', 'Computer'];
const MESSAGE_KEYS = ['message', 'msg', 'Message', 'description', 'event', 'title'];
const SEVERITY_KEYS = ['severity', 'level', 'priority', 'Severity'];
const SOURCE_KEYS = ['src_ip', 'source_ip', 'srcip', 'src', 'client_ip', 'clientIp'];
const TARGET_KEYS = ['dest_ip', 'dst_ip', 'destination_ip', 'dstip', 'dst', 'dest', 'server_ip'];
const SOURCE_PORT_KEYS = ['src_port', 'source_port', 'srcport', 'sport'];
const TARGET_PORT_KEYS = ['dest_port', 'dst_port', 'destination_port', 'dstport', 'dport'];

/** Words of other scales than ours. */
const WORDS: ReadonlyMap<string, 0 | 1 | 2 | 3 | 4> = new Map([
  ['emergency', 4],
  ['emerg', 4],
  ['fatal', 4],
  ['crit', 4],
  ['alert', 3],
  ['error', 2],
  ['err', 2],
  ['moderate', 2],
  ['warning', 1],
  ['warn', 1],
  ['notice', 0],
  ['info', 0],
  ['debug', 0],
]);

export function severityWord(word: string): 0 | 1 | 2 | 3 | 4 | undefined {
  return severityFromName(word) ?? WORDS.get(word.toLowerCase());
}

function pick<T>(record: SensorRecord, keys: readonly string[], read: (value: unknown) => T | undefined) {
  for (const key of keys) {
    const value = read(record[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function time(value: unknown): number | undefined {
  const ms = readTime(value);
  return Number.isNaN(ms) ? undefined : ms;
}

function ip(value: unknown): string | undefined {
  return typeof value === 'string' ? canonicalIp(value) : undefined;
}

/** Any other JSON object: time, host, severity and message, and the addresses where their names are plain. */
export function normaliseGeneric(record: SensorRecord, event: SocEvent): string | undefined {
  const at = pick(record, TIME_KEYS, time) ?? (event.received > 0 ? event.received : undefined);
  if (at === undefined) return 'No readable time';
  event['@timestamp'] = at;
  event['event.dataset'] = 'generic.json';
  event['event.module'] = 'generic';
  event['host.name'] = pick(record, HOST_KEYS, label);
  event.message = pick(record, MESSAGE_KEYS, text);
  const word = pick(record, SEVERITY_KEYS, text);
  if (word !== undefined) event.severity = severityWord(word) ?? 0;
  event['source.ip'] = pick(record, SOURCE_KEYS, ip);
  event['destination.ip'] = pick(record, TARGET_KEYS, ip);
  event['source.port'] = pick(record, SOURCE_PORT_KEYS, port);
  event['destination.port'] = pick(record, TARGET_PORT_KEYS, port);
  return undefined;
}
