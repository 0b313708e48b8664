import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, first, label, number, text, texts } from '../read.ts';
import { tacticIds } from './attack.ts';
import {
  account,
  decimalPort,
  firstIp,
  observe,
  plainIp,
  section,
  setFile,
  setProcess,
  setTime,
  status,
  told,
  transport,
} from './values.ts';

const INFO = ['info'] as const;
const START = ['start'] as const;

/** A rule's groups, the telling ones first. */
const CATEGORIES: readonly (readonly [string, readonly string[]])[] = [
  ['authentication_failed', ['authentication']],
  ['authentication_failures', ['authentication']],
  ['authentication_success', ['authentication']],
  ['invalid_login', ['authentication']],
  ['win_authentication_failed', ['authentication']],
  ['vulnerability-detector', ['vulnerability']],
  ['virus', ['malware']],
  ['malware', ['malware']],
  ['rootcheck', ['malware']],
  ['syscheck', ['file']],
  ['adduser', ['iam']],
  ['account_changed', ['iam']],
  ['ids', ['network', 'intrusion_detection']],
  ['firewall', ['network']],
  ['web', ['web']],
  ['accesslog', ['web']],
  ['audit_command', ['process']],
  ['service_control', ['process']],
];
const DEFAULT = ['intrusion_detection'] as const;

/** Wazuh: below 4 is noted, to 6 low, to 11 medium, to 14 high. */
function levelOf(level: number): Severity {
  if (level >= 15) return 4;
  if (level >= 12) return 3;
  if (level >= 7) return 2;
  return level >= 4 ? 1 : 0;
}

function mapGroups(groups: readonly string[], event: SocEvent): void {
  event['event.category'] = CATEGORIES.find(([group]) => groups.includes(group))?.[1] ?? DEFAULT;
  event['rule.category'] = groups.join(',').slice(0, 256) || undefined;
  if (groups.includes('authentication_success')) event['event.outcome'] = 'success';
  else if (event['event.category'][0] === 'authentication') event['event.outcome'] = 'failure';
  event['event.type'] = event['event.category'][0] === 'authentication' ? START : INFO;
}

/** What the decoders found: their own short names, Windows' event data, or EVE's names. */
function mapData(data: Fields, event: SocEvent): void {
  const windows = section(data, 'win', 'eventdata');
  event['source.ip'] =
    firstIp(data['srcip'], data['src_ip'], data['srcip2'], windows?.['sourceIp']) ??
    plainIp(windows?.['ipAddress']);
  event['destination.ip'] = firstIp(
    data['dstip'],
    data['dest_ip'],
    data['dst_ip'],
    windows?.['destinationIp'],
  );
  event['source.port'] =
    decimalPort(data['srcport']) ?? decimalPort(data['src_port']) ?? decimalPort(windows?.['sourcePort']);
  event['destination.port'] =
    decimalPort(data['dstport']) ??
    decimalPort(data['dest_port']) ??
    decimalPort(windows?.['destinationPort']);
  event['network.transport'] = transport(data['protocol']) ?? transport(data['proto']);
  event['network.protocol'] = told(data['app_proto'])?.toLowerCase();
  event['user.name'] =
    told(data['dstuser']) ??
    told(data['srcuser']) ??
    told(data['user']) ??
    told(windows?.['targetUserName']) ??
    account(windows?.['user']) ??
    told(windows?.['subjectUserName']);
  const url = text(data['url']);
  if (url !== undefined) {
    mapUrl(url, event);
    event['http.response.status_code'] = status(data['id']);
    event['http.request.method'] = told(data['protocol'])?.toUpperCase();
    // Web decoders put the method where others put the transport.
    event['network.transport'] = undefined;
  }
  event['event.action'] = told(data['action']) ?? told(section(data, 'audit')?.['command']);
  const executable =
    text(windows?.['image']) ?? text(windows?.['newProcessName']) ?? text(section(data, 'audit')?.['exe']);
  setProcess(event, executable);
  event['process.command_line'] = text(windows?.['commandLine']);
}

/** Alerts of Wazuh's manager. */
export const wazuh: JsonFormat = {
  name: 'wazuh',
  recognise(record) {
    const rule = fields(record['rule']);
    return (
      rule !== undefined &&
      rule['level'] !== undefined &&
      (record['manager'] !== undefined || record['agent'] !== undefined)
    );
  },
  map(record, event, context) {
    const problem = setTime(event, context, record['timestamp'], record['@timestamp']);
    if (problem !== undefined) return problem;
    const rule = fields(record['rule']) ?? {};
    observe(event, 'wazuh', 'alert', 'Wazuh', 'Wazuh', 'hids');
    event['event.kind'] = 'alert';
    const level = number(rule['level']) ?? 0;
    event['event.severity'] = level;
    event.severity = levelOf(level);
    event['rule.id'] = label(rule['id']);
    event['rule.name'] = text(rule['description']);
    event.message = event['rule.name'];
    const mitre = section(rule, 'mitre');
    if (mitre !== undefined) {
      event['threat.technique.id'] = texts(mitre['id']);
      event['threat.tactic.id'] = tacticIds(mitre['tactic']);
    }
    const agent = section(record, 'agent');
    event['host.name'] = text(section(record, 'predecoder')?.['hostname']) ?? text(agent?.['name']);
    event['host.ip'] = firstIp(agent?.['ip']);
    event['observer.name'] = text(section(record, 'manager')?.['name']);
    const data = section(record, 'data');
    if (data !== undefined) mapData(data, event);
    mapGroups(texts(rule['groups']) ?? [], event);
    const check = section(record, 'syscheck');
    if (check !== undefined) {
      setFile(event, text(check['path']));
      event['event.action'] = text(check['event']);
      event['file.hash.md5'] = text(check['md5_after']);
      event['file.hash.sha256'] = text(check['sha256_after']);
      event['user.name'] ??= text(first(check['uname_after']));
    }
    return undefined;
  },
};
