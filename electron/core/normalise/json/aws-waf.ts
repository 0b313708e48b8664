import type { JsonFormat } from '../format.ts';
import { mapUrl } from '../eve-protocols.ts';
import { type Fields, fields, first, text } from '../read.ts';
import { firstIp, observe, setTime } from './values.ts';

const NETWORK = ['network'] as const;
const ACCESS = ['access'] as const;
const DENIALS: ReadonlySet<unknown> = new Set(['BLOCK', 'CAPTCHA', 'CHALLENGE']);
/** A request of a browser has some dozens; more are an attacker's. */
const MAX_HEADERS = 128;

function header(request: Fields, wanted: string): string | undefined {
  const headers = request['headers'];
  if (!Array.isArray(headers)) return undefined;
  for (let i = 0; i < headers.length && i < MAX_HEADERS; i++) {
    const one = fields(headers[i]);
    const name = one === undefined ? undefined : text(one['name']);
    if (name?.toLowerCase() === wanted) return text(one?.['value']);
  }
  return undefined;
}

/** The rule of a managed group that counted, where the request went through. */
function counted(record: Fields): string | undefined {
  const rule = fields(first(record['nonTerminatingMatchingRules']));
  return rule === undefined ? undefined : text(rule['ruleId']);
}

/** AWS WAF's log of web requests. */
export const awsWaf: JsonFormat = {
  name: 'aws-waf',
  recognise: (record) => record['webaclId'] !== undefined && record['httpRequest'] !== undefined,
  map(record, event, context) {
    const problem = setTime(event, context, record['timestamp']);
    if (problem !== undefined) return problem;
    observe(event, 'aws', 'waf', 'AWS', 'WAF', 'waf');
    const action = text(record['action']);
    const denied = DENIALS.has(action);
    const match = counted(record);
    event['event.kind'] = denied ? 'alert' : 'event';
    event['event.category'] = NETWORK;
    event['event.type'] = ACCESS;
    event['event.action'] = action;
    event.severity = denied ? 2 : match === undefined ? 0 : 1;
    event['rule.name'] = text(record['terminatingRuleId']);
    event['rule.category'] = text(record['terminatingRuleType']);
    event.message = denied ? `${action} by ${event['rule.name'] ?? 'the web ACL'}` : undefined;
    const request = fields(record['httpRequest']);
    if (request === undefined) return undefined;
    event['source.ip'] = firstIp(request['clientIp']);
    event['source.geo.country_iso_code'] = text(request['country']);
    event['url.domain'] = header(request, 'host') ?? text(request['host']);
    const uri = text(request['uri']);
    if (uri !== undefined) mapUrl(uri, event);
    event['url.query'] = text(request['args']) ?? event['url.query'];
    event['http.request.method'] = text(request['httpMethod']);
    event['http.request.referrer'] = header(request, 'referer');
    event['user_agent.original'] = header(request, 'user-agent');
    event['tls.client.ja3'] = text(record['ja3Fingerprint']);
    return undefined;
  },
};
