import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { label, text } from '../read.ts';
import { firstIp, observe, section, setTime, status, told } from './values.ts';

const NETWORK = ['network'] as const;
const WEB = ['network', 'web'] as const;
const DENIED = ['denied'] as const;
const ALLOWED = ['allowed'] as const;
const INFO = ['info'] as const;
const ACCESS = ['access'] as const;

const DENIALS: ReadonlySet<string> = new Set([
  'block',
  'drop',
  'challenge',
  'jschallenge',
  'managed_challenge',
  'managedchallenge',
  'connectionclose',
]);

/** Cloudflare Logpush: firewall events, and HTTP requests. */
export const cloudflare: JsonFormat = {
  name: 'cloudflare',
  recognise: (record) => record['RayID'] !== undefined && record['ClientIP'] !== undefined,
  map(record, event, context) {
    const problem = setTime(
      event,
      context,
      record['Datetime'],
      record['EdgeStartTimestamp'],
      record['EdgeEndTimestamp'],
    );
    if (problem !== undefined) return problem;
    const action = text(record['Action']);
    const firewall = action !== undefined;
    observe(event, 'cloudflare', firewall ? 'firewall' : 'http', 'Cloudflare', 'Cloudflare', 'waf');
    const denied = firewall && DENIALS.has(action.toLowerCase());
    event['event.kind'] = denied ? 'alert' : 'event';
    event.severity = denied ? 2 : 0;
    event['event.category'] = firewall ? NETWORK : WEB;
    event['event.type'] = denied ? DENIED : action === 'allow' ? ALLOWED : firewall ? INFO : ACCESS;
    event['event.action'] = action;
    const code = status(record['EdgeResponseStatus']);
    event['http.response.status_code'] = code;
    if (!firewall && code !== undefined) event['event.outcome'] = code < 400 ? 'success' : 'failure';
    event['source.ip'] = firstIp(record['ClientIP']);
    event['source.geo.country_iso_code'] = told(record['ClientCountry'])?.toUpperCase();
    event['url.domain'] = text(record['ClientRequestHost']);
    const path = text(record['ClientRequestURI']) ?? text(record['ClientRequestPath']);
    if (path !== undefined) mapUrl(path + (text(record['ClientRequestQuery']) ?? ''), event);
    event['http.request.method'] = text(record['ClientRequestMethod']);
    event['http.request.referrer'] = text(record['ClientRequestReferer']);
    event['user_agent.original'] = text(record['ClientRequestUserAgent']);
    event['network.protocol'] = text(record['ClientRequestScheme'])?.toLowerCase() ?? 'http';
    const rule = text(section(record, 'Metadata')?.['rule_message']) ?? text(record['Description']);
    event['rule.id'] = told(label(record['RuleID']));
    event['rule.name'] = rule ?? event['rule.id'];
    event['rule.category'] = text(record['Source']) ?? text(record['Kind']);
    event.message = rule;
    return undefined;
  },
};
