import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, first, label, text } from '../read.ts';
import { decimal, decimalPort, firstIp, observe, section, setTime, status } from './values.ts';

const WEB = ['web'] as const;
const WEB_ATTACK = ['web', 'intrusion_detection'] as const;
const ACCESS = ['access'] as const;
const DENIED = ['denied'] as const;
const INFO = ['info'] as const;

/** A request that trips every rule of the core set has some hundred messages. */
const MAX_MESSAGES = 256;
const MAX_TEXT = 1024;

const WORDS: ReadonlyMap<string, number> = new Map([
  ['emergency', 0],
  ['alert', 1],
  ['critical', 2],
  ['error', 3],
  ['warning', 4],
  ['notice', 5],
  ['info', 6],
  ['debug', 7],
]);

interface Message {
  readonly text: string | undefined;
  readonly ruleId: string | undefined;
  readonly category: string | undefined;
  /** syslog's: 0 is the gravest. */
  readonly severity: number;
}

function severityOf(value: unknown): number {
  const number = decimal(value) ?? WORDS.get((text(value) ?? '').toLowerCase());
  return number !== undefined && number >= 0 && number <= 7 ? number : 7;
}

/** ModSecurity writes `details`, Coraza `data`. */
function readMessage(value: unknown): Message | undefined {
  const message = fields(value);
  if (message === undefined) return undefined;
  const details = section(message, 'details') ?? section(message, 'data');
  if (details === undefined) return undefined;
  const tags = details['tags'];
  const attack = Array.isArray(tags)
    ? tags.find((tag) => typeof tag === 'string' && tag.startsWith('attack-'))
    : undefined;
  return {
    text: text(message['message']) ?? text(details['msg']),
    ruleId: label(details['ruleId']) ?? label(details['id']),
    category: text(attack),
    severity: severityOf(details['severity']),
  };
}

function level(severity: number): Severity {
  if (severity <= 1) return 4;
  if (severity === 2) return 3;
  if (severity === 3) return 2;
  return severity === 4 ? 1 : 0;
}

/** All messages in words; rule and severity are the gravest's, the first of several. */
function mapMessages(list: unknown, event: SocEvent): void {
  if (!Array.isArray(list)) return;
  let gravest: Message | undefined;
  const words = new Set<string>();
  for (const item of list.slice(0, MAX_MESSAGES)) {
    const message = readMessage(item);
    if (message === undefined) continue;
    if (message.text !== undefined) words.add(message.text);
    if (gravest === undefined || message.severity < gravest.severity) gravest = message;
  }
  if (gravest === undefined) return;
  event['event.kind'] = 'alert';
  event['event.category'] = WEB_ATTACK;
  event['event.severity'] = gravest.severity;
  event.severity = level(gravest.severity);
  event['rule.id'] = gravest.ruleId;
  event['rule.name'] = gravest.text;
  event['rule.category'] = gravest.category;
  event.message = [...words].join('; ').slice(0, MAX_TEXT) || undefined;
}

/** Header names come in any case, Coraza's values in lists. */
function header(headers: Fields | undefined, wanted: string): string | undefined {
  if (headers === undefined) return undefined;
  for (const name of Object.keys(headers)) {
    if (name.toLowerCase() === wanted) return text(first(headers[name]));
  }
  return undefined;
}

function withoutPort(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const colon = host.indexOf(':');
  return colon > 0 && colon === host.lastIndexOf(':') ? host.slice(0, colon) : host;
}

function mapRequest(transaction: Fields, event: SocEvent): void {
  const request = section(transaction, 'request');
  if (request === undefined) return;
  const headers = section(request, 'headers');
  event['url.domain'] = withoutPort(header(headers, 'host'));
  const uri = text(request['uri']);
  if (uri !== undefined) mapUrl(uri, event);
  event['http.request.method'] = text(request['method']);
  event['http.request.referrer'] = header(headers, 'referer');
  event['user_agent.original'] = header(headers, 'user-agent');
}

function portOf(value: unknown): number | undefined {
  return decimalPort(value) || undefined;
}

/** The JSON audit logs of ModSecurity 3 and of Coraza. */
export const modsecurity: JsonFormat = {
  name: 'modsecurity',
  recognise(record) {
    const transaction = fields(record['transaction']);
    return (
      transaction !== undefined &&
      (transaction['client_ip'] !== undefined || transaction['request'] !== undefined)
    );
  },
  map(record, event, context) {
    const transaction = fields(record['transaction']);
    if (transaction === undefined) return 'An audit record without its transaction';
    const problem = setTime(
      event,
      context,
      transaction['unix_timestamp'],
      transaction['time_stamp'],
      transaction['timestamp'],
    );
    if (problem !== undefined) return problem;
    const producer = section(transaction, 'producer');
    const coraza = transaction['unix_timestamp'] !== undefined || transaction['is_interrupted'] !== undefined;
    observe(
      event,
      coraza ? 'coraza' : 'modsecurity',
      'audit',
      'OWASP',
      coraza ? 'Coraza' : 'ModSecurity',
      'waf',
    );
    event['event.category'] = WEB;
    event['source.ip'] = firstIp(transaction['client_ip']);
    event['source.port'] = portOf(transaction['client_port']);
    event['destination.ip'] = firstIp(transaction['host_ip']);
    event['destination.port'] = portOf(transaction['host_port']);
    event['network.transport'] = 'tcp';
    event['network.protocol'] = 'http';
    mapRequest(transaction, event);
    const response = section(transaction, 'response');
    const code = status(response?.['http_code']) ?? status(response?.['status']);
    event['http.response.status_code'] = code;
    mapMessages(transaction['messages'] ?? record['messages'], event);
    const alert = event['event.kind'] === 'alert';
    const engine = text(producer?.['secrules_engine']) ?? text(producer?.['rule_engine']);
    const blocked =
      transaction['is_interrupted'] === true ||
      (alert && code !== undefined && code >= 400 && engine?.toLowerCase() === 'enabled');
    event['event.type'] = blocked ? DENIED : alert ? INFO : ACCESS;
    event['event.action'] = blocked ? 'blocked' : alert ? 'detected' : 'request';
    if (!alert && code !== undefined) event['event.outcome'] = code < 400 ? 'success' : 'failure';
    return undefined;
  },
};
