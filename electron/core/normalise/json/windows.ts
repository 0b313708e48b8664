import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { isEcs, normaliseEcs } from '../ecs.ts';
import type { JsonFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { type Fields, fields, text } from '../read.ts';
import {
  account,
  decimal,
  decimalPort,
  firstIp,
  observe,
  plainIp,
  section,
  setFile,
  setProcess,
  setTime,
  told,
  transport,
} from './values.ts';
import { categoryOf, isLogon, logonAction, typeOf } from './windows-events.ts';

interface WindowsEvent {
  readonly id: number;
  readonly channel: string;
  readonly provider: string;
  readonly host: string | undefined;
  readonly time: readonly unknown[];
  /** Named values of the event: beside the rest in NXLog's form, in a section of their own in others. */
  readonly data: Fields;
  readonly level: string | undefined;
}

function fromXml(record: SensorRecord, event: Fields): WindowsEvent {
  const system = section(event, 'System') ?? {};
  const id = fields(system['EventID']);
  return {
    id: decimal(id === undefined ? system['EventID'] : (id['#text'] ?? id['Value'])) ?? 0,
    channel: text(system['Channel']) ?? '',
    provider:
      text(section(system, 'Provider')?.['Name']) ??
      text(section(system, 'Provider', '#attributes')?.['Name']) ??
      '',
    host: text(system['Computer']),
    time: [
      section(system, 'TimeCreated')?.['SystemTime'],
      section(system, 'TimeCreated', '#attributes')?.['SystemTime'],
    ],
    data: section(event, 'EventData') ?? record,
    level: undefined,
  };
}

function fromBeat(record: SensorRecord, winlog: Fields): WindowsEvent {
  return {
    id: decimal(winlog['event_id']) ?? 0,
    channel: text(winlog['channel']) ?? '',
    provider: text(winlog['provider_name']) ?? '',
    host: text(winlog['computer_name']),
    time: [record['@timestamp']],
    data: section(winlog, 'event_data') ?? section(winlog, 'user_data') ?? {},
    level: text(section(record, 'log')?.['level']) ?? text(record['log.level']),
  };
}

function read(record: SensorRecord): WindowsEvent {
  const winlog = fields(record['winlog']);
  if (winlog !== undefined) return fromBeat(record, winlog);
  const xml = section(record, 'Event');
  if (xml !== undefined && record['EventID'] === undefined) return fromXml(record, xml);
  return {
    id: decimal(record['EventID']) ?? decimal(record['EventId']) ?? 0,
    channel: text(record['Channel']) ?? text(record['LogName']) ?? '',
    provider: text(record['SourceName']) ?? text(record['ProviderName']) ?? text(record['Source']) ?? '',
    host:
      text(record['Hostname']) ??
      text(record['HOSTNAME']) ??
      text(record['Computer']) ??
      text(record['MachineName']),
    // Sysmon's is UTC; the others may be the machine's local time without a zone.
    time: [
      record['UtcTime'],
      record['TimeCreated'],
      record['@timestamp'],
      record['EventTime'],
      record['TimeGenerated'],
      record['EventReceivedTime'],
    ],
    data: fields(record['EventData']) ?? record,
    level: text(record['Severity']) ?? text(record['Level']) ?? text(record['LevelDisplayName']),
  };
}

/** The account it is about: the one that logs on, else the one that acts. */
function userName(data: Fields, logon: boolean): string | undefined {
  const target = told(data['TargetUserName']);
  const actor = told(data['SubjectUserName']);
  if (logon && target !== undefined) return target;
  return actor ?? account(data['User']) ?? told(data['AccountName']) ?? target;
}

const PEER = /(?:Client|Caller) IP(?: address)?:\s{0,4}([0-9a-fA-F:.]{2,45})/;

/** Some events tell the peer in their message alone: `Client IP: 192.0.2.1.`, `Caller IP: 192.0.2.1:56914`. */
function mapMessagePeer(message: string, event: SocEvent): void {
  const peer = PEER.exec(message.slice(0, 2048))?.[1]?.replace(/\.$/, '');
  if (peer === undefined) return;
  event['source.ip'] = firstIp(peer);
  if (event['source.ip'] !== undefined) return;
  const colon = peer.lastIndexOf(':');
  event['source.ip'] = firstIp(peer.slice(0, colon));
  if (event['source.ip'] !== undefined) event['source.port'] = decimalPort(peer.slice(colon + 1));
}

function mapNetwork(data: Fields, event: SocEvent): void {
  event['source.ip'] =
    plainIp(data['IpAddress']) ??
    firstIp(data['SourceIp'], data['SourceAddress'], data['ClientAddress'], data['CallingStationIP']) ??
    event['source.ip'];
  event['source.port'] =
    (decimalPort(data['IpPort']) || undefined) ?? decimalPort(data['SourcePort']) ?? event['source.port'];
  event['destination.ip'] = firstIp(data['DestinationIp'], data['DestAddress']) ?? event['destination.ip'];
  event['destination.port'] =
    decimalPort(data['DestinationPort']) ?? decimalPort(data['DestPort']) ?? event['destination.port'];
  if (event['source.ip'] !== undefined) {
    event['network.transport'] = transport(data['Protocol']) ?? event['network.transport'];
  }
  event['dns.question.name'] = told(data['QueryName']) ?? event['dns.question.name'];
}

function mapProcess(data: Fields, event: SocEvent): void {
  const executable =
    told(data['NewProcessName']) ??
    told(data['Image']) ??
    told(data['SourceImage']) ??
    told(data['ProcessName']) ??
    told(data['Application']) ??
    told(data['ImageLoaded']);
  setProcess(event, executable);
  event['process.command_line'] = told(data['CommandLine']) ?? event['process.command_line'];
  setFile(event, told(data['TargetFilename']));
  const hashes = text(data['Hashes']) ?? text(data['Hash']);
  if (hashes !== undefined) {
    event['file.hash.md5'] = /\bMD5=([0-9A-Fa-f]{32})\b/.exec(hashes)?.[1]?.toLowerCase();
    event['file.hash.sha256'] = /\bSHA256=([0-9A-Fa-f]{64})\b/.exec(hashes)?.[1]?.toLowerCase();
  }
}

function mapOutcome(record: SensorRecord, level: string | undefined, event: SocEvent): void {
  const audit = text(record['EventType']) ?? '';
  if (audit === 'AUDIT_SUCCESS') event['event.outcome'] = 'success';
  else if (audit === 'AUDIT_FAILURE') event['event.outcome'] = 'failure';
  // Windows calls every refused access an error.
  if (audit === 'AUDIT_FAILURE') event.severity = 1;
  else if (level !== undefined) event.severity = severityWord(level) ?? 0;
}

/** Windows event logs as NXLog, Winlogbeat and converters of its XML write them. */
export const windows: JsonFormat = {
  name: 'windows',
  recognise(record) {
    if (record['EventID'] !== undefined || record['EventId'] !== undefined) {
      return (
        record['Channel'] !== undefined ||
        record['SourceName'] !== undefined ||
        record['ProviderName'] !== undefined ||
        record['EventData'] !== undefined
      );
    }
    return (
      fields(record['winlog']) !== undefined || fields(fields(record['Event'])?.['System']) !== undefined
    );
  },
  map(record, event, context) {
    const own = read(record);
    if (record['winlog'] !== undefined && isEcs(record)) {
      const problem = normaliseEcs(record, event);
      if (problem !== undefined) return problem;
    } else {
      const problem = setTime(event, context, ...own.time);
      if (problem !== undefined) return problem;
    }
    const sysmon = own.provider === 'Microsoft-Windows-Sysmon';
    const stream = sysmon ? 'sysmon' : (own.channel || 'event').slice(0, 64).toLowerCase();
    observe(event, 'windows', stream, 'Microsoft', 'Windows');
    mapOutcome(record, own.level, event);
    const logon = isLogon(own.provider, own.id);
    event['event.category'] = categoryOf(own.provider, own.id) ?? event['event.category'];
    event['event.type'] = typeOf(own.provider, own.id) ?? event['event.type'];
    event['event.action'] = logonAction(own.id, own.data['LogonType']) ?? event['event.action'];
    event['host.name'] = own.host ?? event['host.name'];
    event['user.name'] = userName(own.data, logon) ?? event['user.name'];
    event.message = text(record['Message']) ?? text(record['message']) ?? event.message;
    mapNetwork(own.data, event);
    mapProcess(own.data, event);
    if (event['source.ip'] === undefined && event.message !== undefined) mapMessagePeer(event.message, event);
    event['rule.name'] = told(own.data['RuleName']) ?? event['rule.name'];
    const threat = told(own.data['Threat Name']);
    if (threat !== undefined) {
      event['event.kind'] = 'alert';
      event['rule.name'] = threat;
      event.severity = 3;
    }
    return undefined;
  },
};
