import type { SocEvent } from '#contract/event.ts';
import type { FormatContext, TextFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { epochTime } from '../time.ts';
import { closingQuote, noPairs, type Pairs, put, unescaped } from './pairs.ts';
import { addressOf, digits, given, pick, setDestination, setSource, transportOf, userOf } from './set.ts';
import { parseTextTime } from './text-time.ts';

/** Blades whose logs are detections. */
const DETECTING =
  /^(?:SmartDefense|IPS|Anti[ -]?(?:Bot|Virus|Malware|Spam)|New Anti Virus|Threat (?:Emulation|Extraction|Prevention)|DDoS Protector)/i;
const REFUSED = /^(?:drop|reject|block|deny)/i;

export function checkpointKind(product: string, event: SocEvent): void {
  const detecting = DETECTING.test(product);
  event['event.kind'] = detecting ? 'alert' : 'event';
  event['event.category'] = detecting ? ['intrusion_detection'] : ['network'];
  event['event.type'] = detecting
    ? ['info']
    : [REFUSED.test(event['event.action'] ?? '') ? 'denied' : 'connection'];
  event['event.outcome'] ??= 'success';
  if (detecting && event.severity === 0) event.severity = 2;
}

/** `key:"value"; key::"value"; …`, quotes and brackets in a value behind a backslash. */
function readBracketed(text: string, from: number): Pairs {
  const pairs = noPairs();
  let count = 0;
  let at = from;
  for (;;) {
    const quote = text.indexOf(':"', at);
    if (quote < 0) break;
    const close = closingQuote(text, quote + 2);
    if (close < 0) break;
    let keyEnd = quote;
    while (keyEnd > at && text.charCodeAt(keyEnd - 1) === 58) keyEnd--;
    const key = text.slice(at, keyEnd).replace(/^[;\s]{1,8}/, '');
    if (key.length > 0 && key.length <= 64) {
      put(pairs, key, unescaped(text.slice(quote + 2, close)).replaceAll('\\]', ']'), ++count);
    }
    at = close + 1;
  }
  return pairs;
}

function mapPairs(pairs: Pairs, event: SocEvent): void {
  event.record = pairs;
  const time = digits(pairs['time']);
  if (time !== undefined && time > 0) event['@timestamp'] = epochTime(time);
  const product = given(pairs['product']) ?? '';
  event['event.action'] = given(pairs['action']);
  setSource(event, pairs['src'], pairs['s_port']);
  setDestination(event, pairs['dst'], pick(pairs, 'd_port', 'service'));
  event['network.transport'] = transportOf(pairs['proto']);
  event['network.protocol'] = given(pairs['service_id'])?.toLowerCase();
  event['rule.id'] = pick(pairs, 'rule', 'rule_uid');
  event['rule.name'] = pick(pairs, 'rule_name', 'protection_name');
  event['user.name'] = userOf(pick(pairs, 'src_user_name', 'user'));
  event['url.original'] = given(pairs['resource']);
  event['host.ip'] = addressOf(pairs['origin']) ?? event['host.ip'];
  event['source.bytes'] = digits(pairs['client_outbound_bytes']);
  event['destination.bytes'] = digits(pairs['server_outbound_bytes']);
  const word = given(pairs['severity']);
  if (word !== undefined) {
    const number = digits(word);
    event.severity =
      number !== undefined && number <= 4 ? (number as typeof event.severity) : (severityWord(word) ?? 0);
  }
  checkpointKind(product, event);
  event.message =
    pick(pairs, 'message_info', 'reason', 'attack_info', 'protection_name') ?? event['event.action'];
}

/** SmartView's export: quoted columns in a fixed order. */
const COLUMNS = /^"\d{1,12}" "(\d{1,2}[A-Z][a-z]{2}\d{4})" "(\d{1,2}:\d\d:\d\d)" /;

function quoted(text: string): string[] {
  const values: string[] = [];
  let at = 0;
  while (values.length < 32) {
    const open = text.indexOf('"', at);
    const close = open < 0 ? -1 : text.indexOf('"', open + 1);
    if (close < 0) break;
    values.push(text.slice(open + 1, close));
    at = close + 1;
  }
  return values;
}

function mapColumns(text: string, event: SocEvent, context: FormatContext): void {
  const [, date, clock, , host, , action, service, port, source, target, proto, rule, ruleName, , user] =
    quoted(text);
  const time = parseTextTime(`${date ?? ''} ${clock ?? ''}`, context.timeZone, event.received);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  event['host.name'] = given(host) ?? event['host.name'];
  event['event.action'] = given(action);
  setSource(event, source, port);
  setDestination(event, target, service);
  event['network.transport'] = transportOf(proto);
  event['rule.id'] = given(rule);
  event['rule.name'] = given(ruleName);
  event['user.name'] = userOf(user);
  checkpointKind('', event);
  event.message = event['event.action'];
}

const BRACKET = /^[\w-]{0,16}\[\w{1,40}::?"/;

/** Check Point's Log Exporter as syslog: pairs in brackets, and SmartView's columns. */
export const checkpoint: TextFormat = {
  name: 'checkpoint',
  recognise: (text) => BRACKET.test(text.slice(0, 64)) || COLUMNS.test(text.slice(0, 48)),
  map(text, event, context) {
    event['observer.vendor'] = 'Check Point';
    event['observer.product'] = 'Check Point';
    event['observer.type'] = 'firewall';
    if (text.startsWith('"')) mapColumns(text, event, context);
    else mapPairs(readBracketed(text, text.indexOf('[') + 1), event);
    return undefined;
  },
};
