import type { Severity } from './severity.ts';

/** How much a host matters to its owner, in the config's words. */
export type Criticality = 'low' | 'medium' | 'high' | 'critical';

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
  /** Set by enrich from the user's own files, where there are any: autonomous system and city. */
  'source.as.number': number | undefined = undefined;
  'source.as.organization.name': string | undefined = undefined;
  'source.geo.city_name': string | undefined = undefined;
  'destination.as.number': number | undefined = undefined;
  'destination.as.organization.name': string | undefined = undefined;
  'destination.geo.city_name': string | undefined = undefined;
  sourcePlace = 0;
  destinationPlace = 0;

  /** Set by enrich from the config's assets, and by nothing else: no record can make its host critical. */
  'source.asset.name': string | undefined = undefined;
  'source.asset.criticality': Criticality | undefined = undefined;
  'source.asset.owner': string | undefined = undefined;
  'source.asset.tags': readonly string[] | undefined = undefined;
  'destination.asset.name': string | undefined = undefined;
  'destination.asset.criticality': Criticality | undefined = undefined;
  'destination.asset.owner': string | undefined = undefined;
  'destination.asset.tags': readonly string[] | undefined = undefined;

  /** Set by enrich where a threat list has something of the event: what, under which name, in which field and list. */
  'threat.indicator.type': string | undefined = undefined;
  'threat.indicator.name': string | undefined = undefined;
  'threat.indicator.matched.field': string | undefined = undefined;
  'threat.feed.name': string | undefined = undefined;

  /** Why the event's time is that of its receipt; its own is in the record. */
  'event.time_problem': string | undefined = undefined;

  /** The record as parsed. For text formats its keys and values, where it has any. */
  record: SensorRecord | undefined = undefined;
  /** The record as received, untouched. May be a slice of a larger text: copy it before keeping it. */
  raw = '';
}

/** An ECS field that every event has as a property. */
export type EcsField = Extract<keyof SocEvent, `${string}.${string}` | '@timestamp' | 'message'>;
