import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { canonicalIp } from '#core/base/ip.ts';
import {
  alert,
  alertFlow,
  anomaly,
  fileinfo,
  flow,
  netflow,
  PROTOCOLS,
  type SectionMapper,
} from './eve-protocols.ts';
import { type Fields, fields, first, port, text } from './read.ts';
import { parseIsoTime } from './time.ts';

/** Suricata EVE: one JSON object with `timestamp`, `event_type` and a section of that name. */
export function isEve(record: SensorRecord): record is EveRecord {
  const time = record['timestamp'];
  if (typeof record['event_type'] !== 'string' || typeof time !== 'string') return false;
  // A fifth digit is no year: Thinkst's canaries write seconds since 1970.
  const fifth = time.charCodeAt(4);
  return !(fifth >= 48 && fifth <= 57);
}

export type EveRecord = SensorRecord & { readonly event_type: string; readonly timestamp: string };

interface EventType {
  readonly dataset: string;
  readonly kind: SocEvent['event.kind'];
  readonly category: readonly string[] | undefined;
  readonly type: readonly string[];
  /** Key of the record's own section, and what reads it. */
  readonly section: string;
  readonly map: SectionMapper | undefined;
  /** Named by the event type itself, where the record has no app_proto. */
  readonly protocol: string | undefined;
}

const NETWORK = ['network'] as const;
const PROTOCOL = ['connection', 'protocol'] as const;
const INFO = ['info'] as const;
const ALLOWED = ['allowed'] as const;
const DENIED = ['denied'] as const;

function eventType(name: string, own: Partial<EventType> = {}): EventType {
  const protocol = PROTOCOLS.get(name);
  return {
    dataset: `suricata.${name}`,
    kind: 'event',
    category: NETWORK,
    type: PROTOCOL,
    section: protocol?.section ?? name,
    map: protocol?.map,
    protocol: name,
    ...own,
  };
}

const TYPES: ReadonlyMap<string, EventType> = new Map(
  [
    eventType('alert', {
      kind: 'alert',
      category: ['network', 'intrusion_detection'],
      type: INFO,
      map: alert,
      protocol: undefined,
    }),
    eventType('flow', { type: ['connection', 'end'], map: flow, protocol: undefined }),
    eventType('netflow', { type: ['connection', 'end'], map: netflow, protocol: undefined }),
    eventType('drop', { type: DENIED, protocol: undefined }),
    eventType('anomaly', { type: INFO, map: anomaly, protocol: undefined }),
    eventType('fileinfo', { category: ['network', 'file'], type: INFO, map: fileinfo, protocol: undefined }),
    eventType('stats', { kind: 'metric', type: INFO, protocol: undefined }),
    eventType('http', { category: ['network', 'web'], type: ['access', 'protocol'] }),
    eventType('ftp_data', { protocol: 'ftp-data' }),
    ...['dns', 'tls', 'quic', 'smb', 'ftp', 'krb5', 'mqtt', 'rdp', 'nfs', 'sip', 'smtp'].map((name) =>
      eventType(name),
    ),
    ...['pgsql', 'tftp', 'dhcp', 'snmp', 'ldap', 'mdns', 'ssh', 'ike', 'rfb', 'modbus', 'dnp3'].map((name) =>
      eventType(name),
    ),
  ].map((type) => [type.dataset.slice('suricata.'.length), type]),
);

/** Event types and protocols this version does not know. Bounded: their names come with the data. */
const MAX_NAME = 64;

const TRANSPORTS: ReadonlyMap<string, string> = new Map([
  ['TCP', 'tcp'],
  ['UDP', 'udp'],
  ['ICMP', 'icmp'],
  ['IPv6-ICMP', 'ipv6-icmp'],
  ['SCTP', 'sctp'],
  ['IGMP', 'igmp'],
]);

const FROM_SIGNATURE: ReadonlyMap<string, Severity> = new Map([
  ['Critical', 4],
  ['Major', 3],
  ['Minor', 1],
  ['Informational', 0],
]);

/** The rule writer's word where there is one; else Suricata's priority, whose gravest is 1. */
function alertSeverity(section: Fields): Severity {
  const metadata = fields(section['metadata']);
  const word = metadata === undefined ? undefined : first(metadata['signature_severity']);
  const level = typeof word === 'string' ? FROM_SIGNATURE.get(word) : undefined;
  if (level !== undefined) return level;
  switch (section['severity']) {
    case 1:
      return 3;
    case 2:
      return 2;
    case 3:
      return 1;
    default:
      return 0;
  }
}

function ip(value: unknown): string | undefined {
  return typeof value === 'string' ? canonicalIp(value) : undefined;
}

export function normaliseEve(record: EveRecord, event: SocEvent): string | undefined {
  const time = parseIsoTime(record.timestamp);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  else if (event.received > 0) event['@timestamp'] = event.received;
  else return 'Unreadable timestamp';

  const name = record.event_type;
  const type = TYPES.get(name) ?? eventType(name.slice(0, MAX_NAME));
  event['event.kind'] = type.kind;
  event['event.category'] = type.category;
  event['event.type'] = type.type;
  event['event.module'] = 'suricata';
  event['event.dataset'] = type.dataset;
  event['observer.vendor'] = 'OISF';
  event['observer.product'] = 'Suricata';
  event['observer.type'] = 'ids';
  event['observer.name'] = text(record['host']);
  if (type.kind === 'metric') return undefined;

  event['source.ip'] = ip(record['src_ip']);
  event['source.port'] = port(record['src_port']);
  event['destination.ip'] = ip(record['dest_ip']);
  event['destination.port'] = port(record['dest_port']);
  const proto = text(record['proto']);
  if (proto !== undefined) {
    event['network.transport'] = TRANSPORTS.get(proto) ?? proto.slice(0, MAX_NAME).toLowerCase();
  }
  event['network.community_id'] = text(record['community_id']);
  const ether = fields(record['ether']);
  if (ether !== undefined) {
    event['source.mac'] = text(ether['src_mac']);
    event['destination.mac'] = text(ether['dest_mac']);
  }
  const app = text(record['app_proto']);
  event['network.protocol'] = app === undefined || app === 'failed' ? type.protocol : app;

  const section = fields(record[type.section]);
  if (name === 'alert') {
    event['event.category'] = type.category;
    if (section === undefined) return 'An alert without its alert section';
    normaliseAlert(record, section, app, event);
    return undefined;
  }
  if (section !== undefined && type.map !== undefined) type.map(section, event);
  if (name === 'fileinfo') mapCarrier(record, app, event);
  return undefined;
}

function normaliseAlert(
  record: SensorRecord,
  section: Fields,
  app: string | undefined,
  event: SocEvent,
): void {
  alert(section, event);
  event.severity = alertSeverity(section);
  if (event['event.action'] === 'blocked') event['event.type'] = DENIED;
  else if (event['event.action'] === 'allowed') event['event.type'] = ALLOWED;
  mapCarrier(record, app, event);
  const files = record['files'];
  if (files !== undefined) {
    const file = fields(first(files));
    if (file !== undefined) fileinfo(file, event);
  }
  const counters = fields(record['flow']);
  if (counters !== undefined) alertFlow(counters, event, record['direction'] === 'to_client');
}

/** The protocol section beside an alert or a file. */
function mapCarrier(record: SensorRecord, app: string | undefined, event: SocEvent): void {
  if (app === undefined) return;
  const protocol = PROTOCOLS.get(app);
  if (protocol === undefined) return;
  const section = fields(record[protocol.section]);
  if (section === undefined) return;
  // The file's own name and size are nearer the truth than the session's.
  const path = event['file.path'];
  const fileName = event['file.name'];
  protocol.map(section, event);
  if (path !== undefined) {
    event['file.path'] = path;
    event['file.name'] = fileName;
  }
}
