import type { Severity } from './severity.ts';

/** A parsed record as its sensor wrote it. Its keys and values are an attacker's: read, never trusted. */
export type SensorRecord = Record<string, unknown>;

/**
 * One security event, flat: the property names are ECS field names, so a rule's field is a property of the event.
 * Every event has every property, in this order, so that the engine sees one hidden class. `undefined` means absent.
 * What a sensor says beyond these is read from `record` by its own dotted name.
 */
export class SocEvent {
  /** Event time, milliseconds since 1970 UTC. */
  '@timestamp' = 0;
  /** When this machine received it, same unit. */
  received = 0;
  /** Position in this run's stream, from 0. Breaks ties between equal times. */
  sequence = 0;
  /** Name of the source that read it, as in Health and /metrics. */
  feed = '';
  /** Our five-level scale, whatever the sensor's own. */
  severity: Severity = 0;

  'event.kind': 'alert' | 'event' | 'metric' | 'state' = 'event';
  'event.category': readonly string[] | undefined = undefined;
  'event.type': readonly string[] | undefined = undefined;
  'event.action': string | undefined = undefined;
  'event.outcome': 'success' | 'failure' | 'unknown' | undefined = undefined;
  /** The sensor's own number (Suricata: 1 is the gravest). */
  'event.severity': number | undefined = undefined;
  'event.module': string | undefined = undefined;
  /** `module.stream`, e.g. `suricata.alert`. */
  'event.dataset': string | undefined = undefined;
  message: string | undefined = undefined;

  'source.ip': string | undefined = undefined;
  'source.port': number | undefined = undefined;
  'source.mac': string | undefined = undefined;
  'source.bytes': number | undefined = undefined;
  'source.packets': number | undefined = undefined;
  'destination.ip': string | undefined = undefined;
  'destination.port': number | undefined = undefined;
  'destination.mac': string | undefined = undefined;
  'destination.bytes': number | undefined = undefined;
  'destination.packets': number | undefined = undefined;
  /** Lower case: tcp, udp, icmp, ipv6-icmp … */
  'network.transport': string | undefined = undefined;
  /** Application protocol, lower case: http, dns, smb … */
  'network.protocol': string | undefined = undefined;
  'network.community_id': string | undefined = undefined;
  /** From the sites: inbound, outbound, internal, external; undefined before enrichment. */
  'network.direction': string | undefined = undefined;

  'rule.id': string | undefined = undefined;
  'rule.name': string | undefined = undefined;
  'rule.category': string | undefined = undefined;
  'threat.tactic.id': readonly string[] | undefined = undefined;
  'threat.technique.id': readonly string[] | undefined = undefined;

  'url.original': string | undefined = undefined;
  'url.domain': string | undefined = undefined;
  'url.path': string | undefined = undefined;
  'url.query': string | undefined = undefined;
  'http.request.method': string | undefined = undefined;
  'http.request.referrer': string | undefined = undefined;
  'http.response.status_code': number | undefined = undefined;
  'user_agent.original': string | undefined = undefined;
  'dns.question.name': string | undefined = undefined;
  'dns.question.type': string | undefined = undefined;
  'dns.response_code': string | undefined = undefined;
  'tls.client.server_name': string | undefined = undefined;
  'tls.client.ja3': string | undefined = undefined;
  'tls.version': string | undefined = undefined;
  'tls.server.subject': string | undefined = undefined;
  'tls.server.issuer': string | undefined = undefined;
  'file.name': string | undefined = undefined;
  'file.path': string | undefined = undefined;
  'file.size': number | undefined = undefined;
  'file.hash.md5': string | undefined = undefined;
  'file.hash.sha256': string | undefined = undefined;
  'user.name': string | undefined = undefined;
  'host.name': string | undefined = undefined;
  'host.ip': string | undefined = undefined;
  'process.name': string | undefined = undefined;
  'process.executable': string | undefined = undefined;
  'process.command_line': string | undefined = undefined;
  'process.pid': number | undefined = undefined;

  'observer.name': string | undefined = undefined;
  'observer.vendor': string | undefined = undefined;
  'observer.product': string | undefined = undefined;
  'observer.type': string | undefined = undefined;
  /** Tenant. */
  'organization.name': string | undefined = undefined;

  /** Set by enrich: ISO 3166-1 alpha-2, and the id of the place on the map (contract/place.ts). */
  'source.geo.country_iso_code': string | undefined = undefined;
  'destination.geo.country_iso_code': string | undefined = undefined;
  sourcePlace = 0;
  destinationPlace = 0;

  /** The record as parsed. Absent for text formats. */
  record: SensorRecord | undefined = undefined;
  /** The record as received, untouched. May be a slice of a larger text: copy it before keeping it. */
  raw = '';
}

/** An ECS field that every event has as a property. */
export type EcsField = Extract<keyof SocEvent, `${string}.${string}` | '@timestamp' | 'message'>;
