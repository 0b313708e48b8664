import type { SocEvent } from '#contract/event.ts';
import type { JsonFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { type Fields, fields, first, label, text, texts } from '../read.ts';
import { account, decimalPort, firstIp, observe, setFile, setProcess, setTime, told } from './values.ts';

const DETECTION = ['intrusion_detection'] as const;
const MALWARE = ['malware'] as const;
const INFO = ['info'] as const;
const DENIED = ['denied'] as const;

/** `T1059 - Command and Scripting Interpreter` and `TA0002 - Execution` without their words. */
function ids(value: unknown, form: RegExp): readonly string[] | undefined {
  const found = (texts(value) ?? []).map((item) => form.exec(item)?.[0]).filter((id) => id !== undefined);
  return found.length > 0 ? found : undefined;
}

/** Newer alerts have what happened in a list of events, older ones in themselves. */
function mapHappening(own: Fields, event: SocEvent): void {
  event['source.ip'] = firstIp(own['action_local_ip']);
  event['source.port'] = decimalPort(own['action_local_port']);
  event['destination.ip'] = firstIp(own['action_remote_ip']);
  event['destination.port'] = decimalPort(own['action_remote_port']);
  setProcess(event, text(own['actor_process_image_path']));
  event['process.name'] = text(own['actor_process_image_name']) ?? event['process.name'];
  event['process.command_line'] = text(own['actor_process_command_line']);
  event['user.name'] = account(first(own['user_name'])) ?? account(own['actor_effective_username']);
  setFile(event, text(own['action_file_path']));
  event['file.hash.sha256'] = text(own['action_file_sha256']);
  event['dns.question.name'] = told(own['dns_query_name']);
}

/** Alerts of Palo Alto's Cortex XDR. */
export const cortexXdr: JsonFormat = {
  name: 'cortex-xdr',
  recognise: (record) => record['alert_id'] !== undefined && record['detection_timestamp'] !== undefined,
  map(record, event, context) {
    const problem = setTime(event, context, record['detection_timestamp'], record['local_insert_ts']);
    if (problem !== undefined) return problem;
    observe(event, 'panw', 'cortex-xdr', 'Palo Alto Networks', 'Cortex XDR', 'edr');
    const action = text(record['action_pretty']) ?? text(record['action']);
    const category = text(record['category']);
    event['event.kind'] = 'alert';
    event['event.category'] = category === 'Malware' ? MALWARE : DETECTION;
    event['event.type'] = action !== undefined && /block|prevent/i.test(action) ? DENIED : INFO;
    event['event.action'] = action;
    event.severity = severityWord(text(record['severity']) ?? '') ?? 2;
    event['rule.name'] = text(record['name']);
    event['rule.id'] = label(record['matching_service_rule_id']) ?? label(record['external_id']);
    event['rule.category'] = category;
    event.message = text(record['description']) ?? event['rule.name'];
    event['threat.technique.id'] = ids(record['mitre_technique_id_and_name'], /^T\d{4}(\.\d{3})?/);
    event['threat.tactic.id'] = ids(record['mitre_tactic_id_and_name'], /^TA\d{4}/);
    event['host.name'] = text(record['host_name']);
    event['host.ip'] = firstIp(first(record['host_ip']));
    const happening = fields(first(record['events']));
    mapHappening(happening === undefined ? record : { ...record, ...happening }, event);
    return undefined;
  },
};
