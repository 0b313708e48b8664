import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, label, text } from '../read.ts';
import { decimalPort, firstIp, observe, section, setFile, setTime, status, told } from './values.ts';

const DETECTION = ['intrusion_detection'] as const;
const DENIED = ['denied'] as const;

/** `incident:canarytoken:key:192.0.2.1:1720684212`: an IPv6 address has colons of its own. */
function incidentIp(value: unknown): string | undefined {
  const id = text(value);
  if (id === undefined || id.length > 256) return undefined;
  const parts = id.split(':');
  return parts.length < 5 ? undefined : parts.slice(3, -1).join(':');
}

function mapService(data: Fields, event: SocEvent): void {
  event['event.action'] = told(data['cmd']) ?? told(data['AUDITACTION']) ?? told(data['CMD']);
  event['user.name'] = told(data['USERNAME']) ?? told(data['USER']) ?? told(data['user']);
  setFile(event, told(data['FILENAME']));
  event['process.name'] = told(data['APPNAME']);
  const headers = section(data, 'HEADERS') ?? section(data, 'headers');
  event['url.domain'] = text(headers?.['Host']) ?? undefined;
  const url = told(data['URL']) ?? told(data['PATH']);
  if (url !== undefined) mapUrl(url, event);
  event['http.request.method'] = told(data['METHOD']);
  event['http.response.status_code'] = status(data['RESPONSE']);
  event['user_agent.original'] = told(data['USERAGENT']) ?? text(headers?.['User-Agent']);
  const question = told(data['hostname']);
  if (data['type'] === 'dns') event['dns.question.name'] = question;
}

function isIncident(record: SensorRecord): boolean {
  const id = record['incident_id'];
  return typeof id === 'string' && id.startsWith('incident:');
}

/** Thinkst Canary's webhooks and syslog, and OpenCanary's log: whoever touches a canary means no good. */
export const canary: JsonFormat = {
  name: 'thinkst-canary',
  recognise: (record) =>
    isIncident(record) || (record['logtype'] !== undefined && record['node_id'] !== undefined),
  map(record, event, context) {
    const problem = setTime(
      event,
      context,
      record['timestamp'],
      record['utc_time'],
      record['created'],
      record['local_time_adjusted'],
      record['local_time'],
    );
    if (problem !== undefined) return problem;
    const open = record['logdata'] !== undefined;
    const product = open ? 'OpenCanary' : 'Thinkst Canary';
    observe(event, 'canary', open ? 'opencanary' : 'event', 'Thinkst Canary', product, 'honeypot');
    event['event.kind'] = 'alert';
    event['event.category'] = DETECTION;
    event['event.type'] = DENIED;
    event.severity = 3;
    event['source.ip'] = firstIp(record['src_host'], record['ip_address'], incidentIp(record['incident_id']));
    event['source.port'] = decimalPort(record['src_port']);
    event['destination.ip'] = firstIp(record['dst_host']);
    event['destination.port'] = decimalPort(record['dst_port']);
    event['host.name'] = told(record['name']) ?? (open ? told(record['node_id']) : undefined);
    event.message = text(record['description']) ?? text(record['summary']);
    event['rule.name'] = event.message ?? (open ? 'OpenCanary event' : 'Canary incident');
    event['rule.id'] = told(label(record['logtype']));
    mapService(fields(record['logdata']) ?? record, event);
    return undefined;
  },
};
