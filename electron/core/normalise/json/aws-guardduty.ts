import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, first, text } from '../read.ts';
import { decimal, decimalPort, firstIp, observe, section, setTime, told, transport } from './values.ts';

const THREAT = ['threat'] as const;
const INDICATOR = ['indicator'] as const;

/** What a finding's type begins with, where ATT&CK has a tactic for it. */
const TACTICS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Recon', ['TA0043']],
  ['InitialAccess', ['TA0001']],
  ['Execution', ['TA0002']],
  ['Persistence', ['TA0003']],
  ['PrivilegeEscalation', ['TA0004']],
  ['DefenseEvasion', ['TA0005']],
  ['Stealth', ['TA0005']],
  ['CredentialAccess', ['TA0006']],
  ['Discovery', ['TA0007']],
  ['Exfiltration', ['TA0010']],
  ['Impact', ['TA0040']],
]);

/** The finding itself: EventBridge wraps it. */
function finding(record: SensorRecord): Fields | undefined {
  if (record['detail-type'] === 'GuardDuty Finding') return fields(record['detail']);
  return record;
}

/** GuardDuty: 1 to 3.9 low, 4 to 6.9 medium, 7 to 8.9 high, 9 up critical. */
function level(value: number | undefined): Severity {
  if (value === undefined) return 2;
  if (value >= 9) return 4;
  if (value >= 7) return 3;
  return value >= 4 ? 2 : 1;
}

function mapAction(action: Fields, event: SocEvent): void {
  const probe = section(action, 'portProbeAction');
  const details =
    section(action, 'networkConnectionAction') ??
    section(action, 'awsApiCallAction') ??
    section(action, 'kubernetesApiCallAction') ??
    section(action, 'rdsLoginAttemptAction') ??
    (probe === undefined ? undefined : fields(first(probe['portProbeDetails'])));
  const dns = section(action, 'dnsRequestAction');
  if (dns !== undefined) {
    event['dns.question.name'] = text(dns['domain']);
    event['network.transport'] = transport(dns['protocol']);
    event['network.protocol'] = 'dns';
  }
  if (details === undefined) return;
  const remote = section(details, 'remoteIpDetails');
  const remotePort = section(details, 'remotePortDetails');
  const local = section(details, 'localIpDetails');
  const localPort = section(details, 'localPortDetails');
  if (remote !== undefined) event['source.ip'] = firstIp(remote['ipAddressV4'], remote['ipAddressV6']);
  if (remotePort !== undefined) event['source.port'] = decimalPort(remotePort['port']);
  if (local !== undefined) event['destination.ip'] = firstIp(local['ipAddressV4'], local['ipAddressV6']);
  if (localPort !== undefined) event['destination.port'] = decimalPort(localPort['port']);
  event['network.transport'] = transport(details['protocol']);
  event['user_agent.original'] = text(details['userAgent']);
}

function userName(resource: Fields): string | undefined {
  return (
    text(section(resource, 'accessKeyDetails')?.['userName']) ??
    text(section(resource, 'kubernetesDetails', 'kubernetesUserDetails')?.['username']) ??
    text(section(resource, 'rdsDbUserDetails')?.['user'])
  );
}

/** AWS GuardDuty findings, as exported and as EventBridge hands them on. */
export const awsGuardDuty: JsonFormat = {
  name: 'aws-guardduty',
  recognise: (record) =>
    record['detail-type'] === 'GuardDuty Finding' ||
    (record['schemaVersion'] !== undefined && fields(record['service'])?.['serviceName'] === 'guardduty'),
  map(record, event, context) {
    const own = finding(record);
    if (own === undefined) return 'A GuardDuty event without its finding';
    const problem = setTime(event, context, own['updatedAt'], own['createdAt'], record['time']);
    if (problem !== undefined) return problem;
    observe(event, 'aws', 'guardduty', 'AWS', 'GuardDuty');
    event['event.kind'] = 'alert';
    event['event.category'] = THREAT;
    event['event.type'] = INDICATOR;
    const type = text(own['type']);
    const purpose = type?.split(':', 1)[0];
    event['event.action'] = purpose;
    event['rule.name'] = type;
    event['rule.category'] = purpose;
    event['threat.tactic.id'] = purpose === undefined ? undefined : TACTICS.get(purpose);
    event['event.severity'] = decimal(own['severity']);
    event.severity = level(event['event.severity']);
    event.message = text(own['title']) ?? text(own['description']);
    const action = section(own, 'service', 'action');
    if (action !== undefined) mapAction(action, event);
    const resource = section(own, 'resource');
    if (resource !== undefined) event['user.name'] = told(userName(resource));
    return undefined;
  },
};
