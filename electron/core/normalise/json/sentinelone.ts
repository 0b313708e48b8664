import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { type Fields, fields, label, number, text } from '../read.ts';
import {
  account,
  decimalCount,
  decimalPort,
  firstIp,
  observe,
  section,
  setFile,
  setProcess,
  setTime,
  told,
} from './values.ts';

const DETECTION = ['intrusion_detection'] as const;
const MALWARE = ['malware'] as const;
const HOST = ['host'] as const;
const INFO = ['info'] as const;

/** The console's names of its activities, as far as they matter to a watcher. */
const ACTIVITIES: ReadonlyMap<number, string> = new Map([
  [25, 'User Deleted'],
  [27, 'User Logged In'],
  [47, 'Agent Decommissioned'],
  [71, 'Scan Initiated'],
  [90, 'Agent Started Full Disk Scan'],
  [91, 'Agent Aborted Full Disk Scan'],
  [92, 'Agent Completed Full Disk Scan'],
  [120, 'Agent Enabled'],
  [128, 'Agent Disabled Because of Database Corruption'],
  [2001, 'Threat Mitigation Report Kill Success'],
  [2002, 'Threat Mitigation Report Remediate Success'],
  [2003, 'Threat Mitigation Report Rollback Success'],
  [2004, 'Threat Mitigation Report Quarantine Success'],
  [3016, 'Path Exclusion Deleted'],
  [3608, 'Custom Rules - New Alert'],
  [4003, 'New Suspicious Threat Not Mitigated'],
  [4008, 'Threat Mitigation Status Changed'],
  [5009, 'Agent Moved To A Different Group'],
  [5125, 'Device Control Blocked Event'],
  [5126, 'Device Control Approved Event'],
  [5232, 'Firewall Control Blocked Event'],
]);

/** Activities that tell of an attack rather than of the console's own business. */
const ALERTS: ReadonlySet<number> = new Set([3608, 3784, 4003, 19]);

/** `E_MEDIUM` of custom rules, `Medium` elsewhere. */
function level(value: unknown): Severity | undefined {
  const word = text(value);
  return word === undefined ? undefined : severityWord(word.startsWith('E_') ? word.slice(2) : word);
}

function mapProcess(data: Fields, event: SocEvent): void {
  setProcess(event, text(data['sourceprocessfilepath']));
  event['process.name'] = text(data['sourceprocessname']) ?? event['process.name'];
  event['process.command_line'] = text(data['sourceprocesscommandline']);
  event['process.pid'] = decimalCount(data['sourceprocesspid']);
}

function mapActivity(record: SensorRecord, event: SocEvent): void {
  const type = number(record['activityType']) ?? 0;
  const data = fields(record['data']) ?? {};
  const alert = ALERTS.has(type);
  event['event.kind'] = alert ? 'alert' : 'event';
  event.severity = level(data['severity']) ?? (alert ? 2 : 0);
  event['event.category'] = type === 5125 || type === 5126 ? HOST : DETECTION;
  event['event.type'] = INFO;
  event['event.action'] = ACTIVITIES.get(type);
  event.message = text(record['primaryDescription']);
  event['host.name'] = text(data['computerName']) ?? text(data['origagentname']);
  const user = text(data['sourceprocessusername']);
  event['user.name'] =
    // Linux agents write `Effective: a, Real: b, Login: c`.
    (user?.includes(',') === true ? undefined : account(user)) ??
    told(data['username']) ??
    told(data['lastLoggedInUserName']);
  event['rule.name'] = text(data['rulename']) ?? text(data['ruleName']);
  event['rule.id'] = label(data['ruleid']) ?? label(data['ruleId']);
  event['source.ip'] = firstIp(data['ipAddress'], data['srcip']);
  event['destination.ip'] = firstIp(data['dstip']);
  event['source.port'] = decimalPort(data['srcport']) || undefined;
  event['destination.port'] = decimalPort(data['dstport']) || undefined;
  const remote = firstIp(data['reportedRemoteHost']);
  if (text(data['reportedDirection']) === 'inbound') event['source.ip'] ??= remote;
  else event['destination.ip'] ??= remote;
  setFile(event, text(data['filePath']));
  const url = text(data['downloadUrl']);
  if (url !== undefined) mapUrl(url, event);
  mapProcess(data, event);
}

function each(list: unknown, read: (item: Fields) => void): void {
  if (!Array.isArray(list)) return;
  for (const item of list.slice(0, 32) as unknown[]) {
    const own = fields(item);
    if (own !== undefined) read(own);
  }
}

function techniques(indicators: unknown): readonly string[] | undefined {
  const ids = new Set<string>();
  each(indicators, (indicator) => {
    each(indicator['tactics'], (tactic) => {
      each(tactic['techniques'], (technique) => {
        const id = text(technique['name']);
        if (id !== undefined && ids.size < 16) ids.add(id);
      });
    });
  });
  return ids.size > 0 ? [...ids] : undefined;
}

function mapThreat(record: SensorRecord, event: SocEvent): void {
  const threat = section(record, 'threatInfo') ?? {};
  const agent = section(record, 'agentRealtimeInfo');
  const detected = section(record, 'agentDetectionInfo');
  event['event.kind'] = 'alert';
  event.severity = threat['confidenceLevel'] === 'malicious' ? 3 : 2;
  event['event.category'] = MALWARE;
  event['event.type'] = INFO;
  event['event.action'] = text(threat['mitigationStatus']);
  event['rule.name'] = text(threat['threatName']);
  event['rule.category'] = text(threat['classification']);
  event.message = event['rule.name'];
  event['host.name'] = text(agent?.['agentComputerName']);
  event['host.ip'] = firstIp(text(detected?.['agentIpV4'])?.split(',', 1)[0]);
  event['user.name'] = account(threat['processUser']);
  setFile(event, text(threat['filePath']));
  event['file.size'] = decimalCount(threat['fileSize']);
  event['file.hash.md5'] = text(threat['md5']);
  event['file.hash.sha256'] = text(threat['sha256']);
  event['process.name'] = text(threat['originatorProcess']);
  event['process.command_line'] = text(threat['maliciousProcessArguments']);
  event['threat.technique.id'] = techniques(record['indicators']);
}

/** SentinelOne: the console's activities, and threats of its interface. */
export const sentinelOne: JsonFormat = {
  name: 'sentinelone',
  recognise: (record) =>
    record['threatInfo'] !== undefined ||
    (record['activityType'] !== undefined && record['data'] !== undefined),
  map(record, event, context) {
    const threat = section(record, 'threatInfo');
    const problem = setTime(
      event,
      context,
      threat?.['identifiedAt'],
      threat?.['createdAt'],
      record['createdAt'],
      record['updatedAt'],
    );
    if (problem !== undefined) return problem;
    observe(
      event,
      'sentinelone',
      threat === undefined ? 'activity' : 'threat',
      'SentinelOne',
      'Singularity',
      'edr',
    );
    if (threat === undefined) mapActivity(record, event);
    else mapThreat(record, event);
    return undefined;
  },
};
