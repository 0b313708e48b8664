import type { EcsField, SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { canonicalIp } from '#core/base/ip.ts';
import { severityWord } from './severity-word.ts';
import { summary } from './generic.ts';
import { fillPlain, plainMessage, plainSeverityWord } from './plain-fields.ts';
import { plainNames } from './plain-names.ts';
import { type Fields, fields, first, label, number, port, text, texts } from './read.ts';
import { readTime } from './time.ts';

/** An Elastic Common Schema document, nested or with dotted keys. */
export function isEcs(record: SensorRecord): boolean {
  return record['@timestamp'] !== undefined;
}

/** The value at a dotted path, whichever dots are nesting and which are part of a key. */
export function ecsValue(record: Fields, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    const inner = Object.hasOwn(record, head) ? fields(record[head]) : undefined;
    const value = inner === undefined ? undefined : ecsValue(inner, path.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

type Keys<T> = {
  [K in keyof SocEvent]: NonNullable<SocEvent[K]> extends T ? (T extends SocEvent[K] ? K : never) : never;
}[keyof SocEvent] &
  EcsField;

const TEXTS = [
  'event.action',
  'event.module',
  'event.dataset',
  'message',
  'source.mac',
  'destination.mac',
  'network.transport',
  'network.protocol',
  'network.community_id',
  'network.direction',
  'rule.id',
  'rule.name',
  'rule.category',
  'url.original',
  'url.domain',
  'url.path',
  'url.query',
  'http.request.method',
  'http.request.referrer',
  'user_agent.original',
  'dns.question.name',
  'dns.question.type',
  'dns.response_code',
  'tls.client.server_name',
  'tls.client.ja3',
  'tls.version',
  'tls.server.subject',
  'tls.server.issuer',
  'file.name',
  'file.path',
  'file.hash.md5',
  'file.hash.sha256',
  'user.name',
  'host.name',
  'process.name',
  'process.executable',
  'process.command_line',
  'observer.name',
  'observer.vendor',
  'observer.product',
  'observer.type',
  'organization.name',
  'source.geo.country_iso_code',
  'destination.geo.country_iso_code',
  'source.as.organization.name',
  'source.geo.city_name',
  'destination.as.organization.name',
  'destination.geo.city_name',
  'threat.indicator.type',
  'threat.indicator.name',
  'threat.feed.name',
] as const satisfies readonly Keys<string>[];

const NUMBERS = [
  'event.severity',
  'source.bytes',
  'source.packets',
  'destination.bytes',
  'destination.packets',
  'http.response.status_code',
  'file.size',
  'process.pid',
  'source.as.number',
  'destination.as.number',
] as const satisfies readonly EcsField[];

const LISTS = [
  'event.category',
  'event.type',
  'threat.tactic.id',
  'threat.technique.id',
] as const satisfies readonly EcsField[];

const KINDS: ReadonlyMap<unknown, SocEvent['event.kind']> = new Map([
  ['alert', 'alert'],
  ['signal', 'alert'],
  ['metric', 'metric'],
  ['state', 'state'],
]);

function ip(record: Fields, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const value = first(ecsValue(record, path));
    const canonical = typeof value === 'string' ? canonicalIp(value) : undefined;
    if (canonical !== undefined) return canonical;
  }
  return undefined;
}

/**
 * Our level of an ECS document. `event.severity` is the sensor's own number and has no common scale, so words go
 * first; of numbers only Suricata's priority and the 0-100 scale of Elastic's detections are understood.
 */
function severity(record: Fields, event: SocEvent): Severity {
  for (const path of ['vigil.severity', 'kibana.alert.severity', 'rule.severity', 'log.level']) {
    const word = text(ecsValue(record, path));
    const level = word === undefined ? undefined : severityWord(word);
    if (level !== undefined) return level;
  }
  const value = event['event.severity'];
  if (event['event.kind'] !== 'alert') return 0;
  if (value === undefined) return 2;
  if (event['event.module'] === 'suricata' && value >= 1 && value <= 4) {
    return value === 1 ? 3 : value === 2 ? 2 : value === 3 ? 1 : 0;
  }
  // Elastic's detections are written as 21, 47, 73 and 99.
  if (value >= 90) return 4;
  if (value >= 70) return 3;
  if (value >= 40) return 2;
  return value >= 20 ? 1 : 2;
}

export function normaliseEcs(record: SensorRecord, event: SocEvent): string | undefined {
  const time = readTime(record['@timestamp']);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  else if (event.received > 0) event['@timestamp'] = event.received;
  else return 'Unreadable @timestamp';

  for (const field of TEXTS) event[field] = label(first(ecsValue(record, field)));
  for (const field of NUMBERS) event[field] = number(first(ecsValue(record, field)));
  for (const field of LISTS) event[field] = texts(ecsValue(record, field));
  event['event.kind'] = KINDS.get(first(ecsValue(record, 'event.kind'))) ?? 'event';
  const outcome = first(ecsValue(record, 'event.outcome'));
  if (outcome === 'success' || outcome === 'failure' || outcome === 'unknown')
    event['event.outcome'] = outcome;
  event['source.ip'] = ip(record, 'source.ip', 'client.ip', 'source.address');
  event['destination.ip'] = ip(record, 'destination.ip', 'server.ip', 'destination.address');
  event['host.ip'] = ip(record, 'host.ip');
  event['source.port'] = port(first(ecsValue(record, 'source.port') ?? ecsValue(record, 'client.port')));
  event['destination.port'] = port(
    first(ecsValue(record, 'destination.port') ?? ecsValue(record, 'server.port')),
  );
  event['network.transport'] = event['network.transport']?.toLowerCase();
  event['network.protocol'] = event['network.protocol']?.toLowerCase();
  event.severity = severity(record, event);
  if (!isWrittenAsEcs(record)) fillOwnNames(record, event);
  return undefined;
}

/** An `@timestamp` alone makes no ECS document: Logstash puts one on everything. */
function isWrittenAsEcs(record: SensorRecord): boolean {
  return ecsValue(record, 'ecs.version') !== undefined || ecsValue(record, 'event.kind') !== undefined;
}

function fillOwnNames(record: SensorRecord, event: SocEvent): void {
  const names = plainNames(record);
  fillPlain(names, event);
  event.message ??= plainMessage(names) ?? event['rule.name'] ?? event['event.action'] ?? summary(record);
  if (event.severity === 0) event.severity = plainSeverityWord(names) ?? 0;
}
