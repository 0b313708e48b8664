import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, label, text } from '../read.ts';
import {
  decimalCount,
  decimalPort,
  firstIp,
  observe,
  setFile,
  setTime,
  status,
  told,
  transport,
} from './values.ts';

const NETWORK = ['network'] as const;
const INFO = ['info'] as const;
const CONNECTION = ['connection'] as const;
const DENIED = ['denied'] as const;

/** Nanolog writes blanks and the like as in a URL; what can't be decoded stays as it is. */
function decoded(value: unknown): string | undefined {
  const said = told(value);
  if (said?.includes('%') !== true) return said;
  try {
    return decodeURIComponent(said);
  } catch {
    return said;
  }
}

function isDenial(action: string | undefined): boolean {
  return action !== undefined && /^(block|drop|den|reset)/.test(action);
}

function mapThreat(own: Fields, event: SocEvent): void {
  const threat = told(own['threatname']);
  event['rule.category'] = told(own['threatcategory']) ?? told(own['threatcat']) ?? told(own['urlcategory']);
  event['rule.name'] =
    decoded(own['rulelabel']) ??
    decoded(own['reqrulelabel']) ??
    decoded(own['policy']) ??
    decoded(own['ipsrulelabel']);
  if (threat === undefined) return;
  event['event.kind'] = 'alert';
  event.severity = isDenial(event['event.action']) ? 2 : 3;
  event.message = threat;
}

function mapWeb(own: Fields, event: SocEvent): void {
  const url = told(own['url']) ?? told(own['fullurl']);
  if (url !== undefined) {
    mapUrl(url, event);
    const path = url.indexOf('/');
    // Zscaler leaves the scheme out.
    if (!url.includes('://')) event['url.domain'] = (path < 0 ? url : url.slice(0, path)) || undefined;
  }
  event['http.request.method'] = told(own['requestmethod']);
  event['http.response.status_code'] = status(own['status']);
  event['http.request.referrer'] = decoded(own['refererURL']);
  event['user_agent.original'] = decoded(own['useragent']);
  event['source.bytes'] = decimalCount(own['requestsize']) ?? decimalCount(own['outbytes']);
  event['destination.bytes'] = decimalCount(own['responsesize']) ?? decimalCount(own['inbytes']);
}

function mapAudit(own: Fields, event: SocEvent): void {
  const action = event['event.action'] ?? '';
  const session = /^(sign|log)[_-]?(in|on|out|off)/.test(action);
  event['event.category'] = session ? ['authentication'] : ['configuration'];
  event['event.type'] = session ? [/(out|off)/.test(action) ? 'end' : 'start'] : ['change'];
  const result = text(own['result'])?.toLowerCase();
  if (result === 'success') event['event.outcome'] = 'success';
  else if (result?.startsWith('fail') === true) event['event.outcome'] = 'failure';
  event['user.name'] = told(own['adminid']);
}

/** The nanolog streams' own shape, with or without the envelope that Splunk's collector wants. */
function inner(record: SensorRecord): Fields {
  return fields(record['event']) ?? record;
}

/** Zscaler Internet Access, as its Nanolog Streaming Service writes it. */
export const zscaler: JsonFormat = {
  name: 'zscaler-zia',
  recognise: (record) =>
    typeof record['sourcetype'] === 'string' && record['sourcetype'].startsWith('zscalernss'),
  map(record, event, context) {
    const own = inner(record);
    const problem = setTime(event, context, own['epochtime'], own['datetime'], own['time'], record['time']);
    if (problem !== undefined) return problem;
    const stream = (text(record['sourcetype']) ?? '').slice('zscalernss-'.length, 32);
    observe(event, 'zscaler', stream, 'Zscaler', 'ZIA', 'proxy');
    event['event.action'] = told(own['action'])?.toLowerCase();
    const denied = isDenial(event['event.action'] ?? told(own['reqaction'])?.toLowerCase());
    event['event.category'] = stream === 'casb' ? ['process'] : NETWORK;
    event['event.type'] = denied ? DENIED : stream === 'fw' || stream === 'tunnel' ? CONNECTION : INFO;
    event['source.ip'] = firstIp(
      own['ClientIP'],
      own['clientip'],
      own['csip'],
      own['clt_sip'],
      own['sourceip'],
      own['clientpublicIP'],
    );
    event['destination.ip'] = firstIp(
      own['serverip'],
      own['sdip'],
      own['srv_dip'],
      own['destinationip'],
      own['cdip'],
    );
    event['source.port'] = decimalPort(own['csport']) ?? decimalPort(own['sourceport']);
    event['destination.port'] =
      decimalPort(own['sdport']) ?? decimalPort(own['srv_dport']) ?? decimalPort(own['destinationport']);
    if (stream === 'fw') event['network.transport'] = transport(own['proto']);
    event['network.protocol'] = told(own['nwapp'])?.toLowerCase() ?? told(own['protocol'])?.toLowerCase();
    event['user.name'] = told(own['deviceowner']) ?? told(own['user']) ?? told(own['login']);
    event['host.name'] = told(own['devicehostname']);
    event['dns.question.name'] = told(own['dns_req']);
    event['dns.question.type'] = told(own['dns_reqtype']);
    event['file.hash.md5'] = told(own['filemd5']);
    setFile(event, told(own['filename']));
    event.message = told(own['reason']) ?? told(own['eventreason']) ?? label(own['event']);
    mapWeb(own, event);
    mapThreat(own, event);
    if (stream === 'audit') mapAudit(own, event);
    return undefined;
  },
};
