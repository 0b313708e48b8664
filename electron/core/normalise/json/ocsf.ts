import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, first, label, number, text } from '../read.ts';
import {
  decimalCount,
  decimalPort,
  firstIp,
  observe,
  section,
  setFile,
  setTime,
  status,
  told,
  transport,
} from './values.ts';

const FILE = ['file'] as const;
const DRIVER = ['driver'] as const;
const IAM = ['iam'] as const;
const AUTHENTICATION = ['authentication'] as const;
const NETWORK = ['network'] as const;
const VULNERABILITY = ['vulnerability'] as const;
const DETECTION = ['intrusion_detection'] as const;
const MALWARE = ['malware'] as const;
const CONFIGURATION = ['configuration'] as const;
const WEB = ['web'] as const;

/** Classes whose ECS category is not that of their OCSF category. */
const CLASSES: ReadonlyMap<number, readonly string[]> = new Map<number, readonly string[]>([
  [1001, FILE],
  [1002, DRIVER],
  [1005, ['library']],
  [1006, CONFIGURATION],
  [1007, ['process']],
  [201001, ['registry']],
  [201002, ['registry']],
  [2001, DETECTION],
  [2002, VULNERABILITY],
  [2003, VULNERABILITY],
  [3002, AUTHENTICATION],
  [4009, ['email']],
  [4010, FILE],
  [4011, ['email']],
  [4012, ['email']],
  [5002, CONFIGURATION],
  [6005, ['database']],
  [6006, FILE],
]);

const CATEGORIES: ReadonlyMap<number, readonly string[]> = new Map<number, readonly string[]>([
  [2, DETECTION],
  [3, IAM],
  [4, NETWORK],
  [6, WEB],
]);

/** Findings that tell of somebody's doing, not of a weakness. */
const ALERTS: ReadonlySet<number> = new Set([2001, 2004, 2005, 2006, 2007]);

const LEVELS: readonly Severity[] = [0, 0, 1, 2, 3, 4, 4];

function typesOf(kind: number, activity: string | undefined, denied: boolean): readonly string[] {
  const types = ['info'];
  if (kind > 4001 && kind < 4009) types.push('protocol');
  if (activity === 'logon' || activity === 'launch') types.push('start');
  else if (activity === 'logoff' || activity === 'terminate') types.push('end');
  if (denied || activity === 'refuse') types.push('denied');
  if (kind === 3001) {
    types.push('user');
    if (activity === 'create') types.push('creation');
    else if (activity === 'delete') types.push('deletion');
    else types.push('change');
  }
  return types;
}

function mapAttacks(attacks: unknown, event: SocEvent): void {
  if (!Array.isArray(attacks)) return;
  const techniques = new Set<string>();
  const tactics = new Set<string>();
  for (const item of attacks.slice(0, 16) as unknown[]) {
    const attack = fields(item);
    if (attack === undefined) continue;
    for (const key of ['technique', 'sub_technique']) {
      const id = text(section(attack, key)?.['uid']);
      if (id !== undefined) techniques.add(id);
    }
    const tactic = section(attack, 'tactic') ?? fields(first(attack['tactics']));
    const id = tactic === undefined ? undefined : text(tactic['uid']);
    if (id !== undefined) tactics.add(id);
  }
  if (techniques.size > 0) event['threat.technique.id'] = [...techniques];
  if (tactics.size > 0) event['threat.tactic.id'] = [...tactics];
}

function mapNetwork(record: SensorRecord, event: SocEvent): void {
  const evidence = fields(first(record['evidences']));
  const source = section(record, 'src_endpoint') ?? (evidence && section(evidence, 'src_endpoint'));
  const target = section(record, 'dst_endpoint') ?? (evidence && section(evidence, 'dst_endpoint'));
  if (source !== undefined) {
    event['source.ip'] = firstIp(source['ip']);
    event['source.port'] = decimalPort(source['port']);
    event['source.mac'] = text(source['mac']);
  }
  if (target !== undefined) {
    event['destination.ip'] = firstIp(target['ip']);
    event['destination.port'] = decimalPort(target['port']);
    event['destination.mac'] = text(target['mac']);
  }
  const connection = section(record, 'connection_info');
  if (connection !== undefined) {
    event['network.transport'] =
      transport(connection['protocol_name']) ?? transport(connection['protocol_num']);
  }
  const traffic = section(record, 'traffic');
  if (traffic !== undefined) {
    event['source.bytes'] = decimalCount(traffic['bytes_out']) ?? decimalCount(traffic['bytes']);
    event['source.packets'] = decimalCount(traffic['packets_out']) ?? decimalCount(traffic['packets']);
    event['destination.bytes'] = decimalCount(traffic['bytes_in']);
    event['destination.packets'] = decimalCount(traffic['packets_in']);
  }
  const query = section(record, 'query');
  if (query !== undefined) {
    event['dns.question.name'] = text(query['hostname']);
    event['dns.question.type'] = text(query['type']);
    event['dns.response_code'] = text(record['rcode']);
  }
}

function mapWeb(record: SensorRecord, event: SocEvent): void {
  const request = section(record, 'http_request');
  const url = (request && section(request, 'url')) ?? section(record, 'url');
  if (url !== undefined) {
    event['url.domain'] = text(url['hostname']);
    const whole = text(url['url_string']) ?? text(url['text']) ?? text(url['path']);
    if (whole !== undefined) mapUrl(whole, event);
  }
  if (request !== undefined) {
    event['http.request.method'] = text(request['http_method']);
    event['http.request.referrer'] = text(request['referrer']);
    event['user_agent.original'] = text(request['user_agent']);
  }
  event['http.response.status_code'] = status(section(record, 'http_response')?.['code']);
}

function mapHash(file: Fields, event: SocEvent): void {
  const hashes = file['hashes'];
  if (!Array.isArray(hashes)) return;
  for (const item of hashes.slice(0, 16) as unknown[]) {
    const hash = fields(item);
    if (hash === undefined) continue;
    if (hash['algorithm_id'] === 1) event['file.hash.md5'] = text(hash['value'])?.toLowerCase();
    else if (hash['algorithm_id'] === 3) event['file.hash.sha256'] = text(hash['value'])?.toLowerCase();
  }
}

function mapHost(record: SensorRecord, event: SocEvent): void {
  const device = section(record, 'device');
  if (device !== undefined) {
    event['host.name'] = text(device['hostname']) ?? text(device['name']);
    event['host.ip'] = firstIp(device['ip']);
  }
  event['user.name'] =
    told(section(record, 'actor', 'user')?.['name']) ?? told(section(record, 'user')?.['name']);
  const process = section(record, 'process') ?? section(record, 'actor', 'process');
  if (process !== undefined) {
    const file = section(process, 'file');
    event['process.name'] = text(process['name']) ?? text(file?.['name']);
    event['process.executable'] = text(file?.['path']);
    event['process.command_line'] = text(process['cmd_line']);
    event['process.pid'] = number(process['pid']);
  }
  const file = section(record, 'file');
  if (file !== undefined) {
    setFile(event, text(file['path']));
    event['file.name'] = text(file['name']) ?? event['file.name'];
    event['file.size'] = decimalCount(file['size']);
    mapHash(file, event);
  }
}

function mapFinding(record: SensorRecord, event: SocEvent): void {
  const info = section(record, 'finding_info') ?? section(record, 'finding');
  const analytic = section(record, 'analytic') ?? (info && section(info, 'analytic'));
  const rule = section(record, 'rule') ?? section(record, 'firewall_rule');
  event['rule.name'] = text(info?.['title'])?.trim() ?? text(analytic?.['name']) ?? text(rule?.['name']);
  event['rule.id'] = label(analytic?.['uid']) ?? label(rule?.['uid']);
  event['rule.category'] = text(first(info?.['types']));
  event.message = text(record['message']) ?? event['rule.name'];
  mapAttacks(record['attacks'] ?? info?.['attacks'], event);
}

/** Open Cybersecurity Schema Framework events of any class. */
export const ocsf: JsonFormat = {
  name: 'ocsf',
  recognise: (record) => typeof record['class_uid'] === 'number' && record['metadata'] !== undefined,
  map(record, event, context) {
    const problem = setTime(event, context, record['time'], record['time_dt']);
    if (problem !== undefined) return problem;
    const kind = number(record['class_uid']) ?? 0;
    const product = section(record, 'metadata', 'product');
    observe(event, 'ocsf', String(kind), text(product?.['vendor_name']), text(product?.['name']));
    const activity = text(record['activity_name'])?.toLowerCase();
    event['event.kind'] = ALERTS.has(kind) ? 'alert' : 'event';
    event['event.category'] =
      kind === 2001 && record['malware'] !== undefined
        ? MALWARE
        : (CLASSES.get(kind) ?? CATEGORIES.get(number(record['category_uid']) ?? Math.floor(kind / 1000)));
    event['event.type'] = typesOf(kind, activity, record['action_id'] === 2);
    event['event.action'] = activity;
    if (record['status_id'] === 1) event['event.outcome'] = 'success';
    else if (record['status_id'] === 2) event['event.outcome'] = 'failure';
    else if (record['status_id'] === 0) event['event.outcome'] = 'unknown';
    const severity = number(record['severity_id']);
    event['event.severity'] = severity;
    event.severity = LEVELS[severity ?? 0] ?? 0;
    mapFinding(record, event);
    mapNetwork(record, event);
    mapWeb(record, event);
    mapHost(record, event);
    return undefined;
  },
};
