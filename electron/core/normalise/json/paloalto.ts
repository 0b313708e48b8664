import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { label, text } from '../read.ts';
import {
  account,
  decimalCount,
  decimalPort,
  firstIp,
  observe,
  setFile,
  setTime,
  told,
  transport,
} from './values.ts';

const NETWORK = ['network'] as const;
const AUTHENTICATION = ['authentication'] as const;

const THREATS: ReadonlyMap<string, readonly string[]> = new Map([
  ['file', ['file']],
  ['vulnerability', ['vulnerability']],
  ['virus', ['malware']],
  ['ml-virus', ['malware']],
  ['wildfire', ['malware']],
  ['wildfire-virus', ['malware']],
  ['spyware', ['malware']],
]);

const DENIALS: ReadonlySet<string> = new Set([
  'deny',
  'drop',
  'drop-icmp',
  'reset-both',
  'reset-client',
  'reset-server',
  'block',
  'block-url',
  'sinkhole',
]);

function categoryOf(type: string, subtype: string): readonly string[] {
  if (type === 'THREAT') return THREATS.get(subtype) ?? NETWORK;
  if (type === 'AUTH' || type === 'AUTHENTICATION') return AUTHENTICATION;
  if (type === 'GLOBALPROTECT') return ['session'];
  if (type === 'CONFIG') return ['configuration'];
  if (type !== 'SYSTEM') return NETWORK;
  if (subtype === 'auth') return AUTHENTICATION;
  return subtype === 'general' ? ['host'] : NETWORK;
}

function typeOf(type: string, subtype: string, denied: boolean): readonly string[] {
  if (denied) return ['denied'];
  if (type === 'TRAFFIC' && (subtype === 'start' || subtype === 'end')) return [subtype];
  return ['info'];
}

function mapRequest(record: SensorRecord, event: SocEvent): void {
  const url = told(record['URL']);
  if (url !== undefined) {
    const scheme = event['destination.port'] === 443 || record['Application'] === 'ssl' ? 'https' : 'http';
    mapUrl(url.includes('://') ? url : `${scheme}://${url}`, event);
  }
  event['http.request.method'] = told(record['HTTPMethod'])?.toUpperCase();
  event['http.request.referrer'] = text(record['Referer']);
  event['user_agent.original'] = text(record['UserAgent']);
  setFile(event, told(record['FileName']));
  const hash = text(record['FileHash']);
  if (hash?.length === 64) event['file.hash.sha256'] = hash;
  event['dns.question.name'] = told(record['DNSQuery']) ?? told(record['QueryName']);
  event['dns.question.type'] = told(record['RecordType'])?.toUpperCase();
  event['tls.client.server_name'] = told(record['ServerNameIndication']) ?? told(record['SNI']);
}

/** Some system events name the user and the address in their sentence alone. */
function mapDescription(sentence: string, event: SocEvent): void {
  const head = sentence.slice(0, 512);
  event['user.name'] ??= /\bby (?:user )?'?([\w.@-]{1,64}?)'?\.?$/.exec(head)?.[1];
  event['source.ip'] ??= firstIp(/^DHCP RENEW: .{0,128}?\bip ([\d.]{7,15})\b/.exec(head)?.[1]);
}

/** PAN-OS logs as Strata Logging Service (Cortex Data Lake) forwards them in JSON. */
export const paloalto: JsonFormat = {
  name: 'paloalto',
  recognise: (record) =>
    typeof record['LogType'] === 'string' &&
    (record['DeviceSN'] !== undefined ||
      record['LogSourceID'] !== undefined ||
      record['TimeGenerated'] !== undefined),
  map(record, event, context) {
    const problem = setTime(
      event,
      context,
      record['TimeGenerated'],
      record['EventTime'],
      record['TimeGeneratedHighResolution'],
      record['TimeReceived'],
      record['LogTime'],
    );
    if (problem !== undefined) return problem;
    const type = (text(record['LogType']) ?? '').slice(0, 32).toUpperCase();
    const subtype = text(record['Subtype']) ?? text(record['SubType']) ?? '';
    observe(event, 'panw', type.toLowerCase(), 'Palo Alto Networks', 'PAN-OS', 'firewall');
    const action = told(record['Action']);
    const denied = action !== undefined && DENIALS.has(action.toLowerCase());
    event.severity = severityWord(text(record['VendorSeverity']) ?? text(record['Severity']) ?? '') ?? 0;
    event['event.kind'] =
      type === 'THREAT' && (subtype !== 'url' || denied || event.severity > 0) ? 'alert' : 'event';
    event['event.category'] = categoryOf(type, subtype);
    event['event.type'] = typeOf(type, subtype, denied);
    event['event.action'] = action;
    const name = text(record['EventName']) ?? text(record['AuthEvent']) ?? '';
    // The firewall did what its action says: a denial that was carried out is a success of the firewall.
    if (action !== undefined) event['event.outcome'] = 'success';
    else if (event['event.category'] === AUTHENTICATION) {
      event['event.outcome'] = /fail/i.test(name) ? 'failure' : /succ/i.test(name) ? 'success' : 'unknown';
    }
    event['source.ip'] = firstIp(
      record['SourceAddress'],
      record['SourceIP'],
      record['SourceIPv6'],
      record['PublicIPv4'],
    );
    event['destination.ip'] = firstIp(
      record['DestinationAddress'],
      record['DNSResolverIP'],
      record['DestinationIP'],
    );
    event['source.port'] = decimalPort(record['SourcePort']);
    event['destination.port'] = decimalPort(record['DestinationPort']);
    event['network.transport'] = transport(record['Protocol']);
    event['network.protocol'] = told(record['Application'])?.toLowerCase();
    event['source.bytes'] = decimalCount(record['BytesSent']);
    event['destination.bytes'] = decimalCount(record['BytesReceived']);
    event['source.packets'] = decimalCount(record['PacketsSent']);
    event['destination.packets'] = decimalCount(record['PacketsReceived']);
    event['user.name'] =
      account(record['SourceUser']) ?? account(record['SourceUserName']) ?? account(record['User']);
    event['rule.name'] = told(record['Rule']) ?? told(record['HipMatchName']);
    event['rule.id'] = told(record['RuleUUID']);
    event['rule.category'] = told(record['ThreatCategory']) ?? told(record['URLCategory']);
    event['host.name'] = told(record['EndpointDeviceName']) ?? told(record['SourceDeviceHost']);
    event['observer.name'] = told(record['DeviceName']) ?? told(record['LogSourceName']);
    if (type === 'SYSTEM' || type === 'CONFIG') event['host.name'] ??= event['observer.name'];
    event.message =
      told(record['ThreatName']) ??
      text(record['EventDescription']) ??
      (label(record['ThreatID']) === '0' ? undefined : label(record['ThreatID'])) ??
      event['rule.name'];
    mapRequest(record, event);
    if (type === 'SYSTEM') mapDescription(text(record['EventDescription']) ?? '', event);
    return undefined;
  },
};
