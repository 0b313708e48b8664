import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { FormatContext, TextFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { epochTime } from '../time.ts';
import { type Pairs, readPairs } from './pairs.ts';
import { addressOf, digits, given, pick, setDestination, setSource, transportOf, userOf } from './set.ts';
import { epochText, parseTextTime, zoneOffset } from './text-time.ts';

type Kind = readonly [category: readonly string[], type: readonly string[]];

/** By `type/subtype`, else by type: FortiOS log types in ECS. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['traffic', [['network'], ['connection']]],
  ['utm/ips', [['intrusion_detection'], ['info']]],
  ['utm/anomaly', [['intrusion_detection'], ['info']]],
  ['anomaly', [['intrusion_detection'], ['info']]],
  ['ips', [['intrusion_detection'], ['info']]],
  ['utm/virus', [['malware'], ['info']]],
  ['virus', [['malware'], ['info']]],
  ['utm/waf', [['web', 'intrusion_detection'], ['info']]],
  ['utm/webfilter', [['web'], ['access']]],
  ['webfilter', [['web'], ['access']]],
  ['utm/emailfilter', [['email'], ['info']]],
  ['utm/file-filter', [['file'], ['info']]],
  ['utm/dlp', [['file'], ['info']]],
  ['utm', [['network'], ['info']]],
  ['dns', [['network'], ['protocol']]],
  ['event/user', [['authentication'], ['info']]],
  ['event/vpn', [['network'], ['connection']]],
  ['event/endpoint', [['host'], ['info']]],
  ['event', [['configuration'], ['info']]],
]);

const OTHER: Kind = [['network'], ['info']];

const DETECTIONS = /^(?:(?:utm\/)?(?:ips|anomaly|virus|waf)|anomaly\/.*)$/;
const FAILED = /fail|error|denied|invalid/i;
const LOGON = /log(?:in|on|out)|authentication/i;
/** `Administrator bob login failed from https(192.0.2.1)`, and the same in `ui`. */
const FROM = /\b(?:https?|ssh|telnet|jsconsole|console|GUI)\(([\d.:a-fA-F]{3,45})\)/i;

/** eventtime is in s, ms or ns; else date and time of the device's zone. */
function timeOf(pairs: Pairs, event: SocEvent, context: FormatContext): void {
  const stamp = given(pairs['eventtime']);
  if (stamp !== undefined && /^\d{10,19}$/.test(stamp)) {
    const time = epochText(stamp);
    if (!Number.isNaN(time)) event['@timestamp'] = time;
    return;
  }
  const date = given(pairs['date']);
  if (date === undefined) {
    const epoch = digits(pick(pairs, 'timestamp', 'itime'));
    if (epoch !== undefined && epoch > 1e9) event['@timestamp'] = epochTime(epoch);
    return;
  }
  const clock = given(pairs['time']);
  if (clock === undefined) return;
  const offset = zoneOffset(pairs['tz'] ?? '');
  const time = parseTextTime(
    `${date} ${clock}`,
    offset === undefined ? context.timeZone : 'UTC',
    event.received,
  );
  if (!Number.isNaN(time)) event['@timestamp'] = time - (offset ?? 0);
}

function levelOf(pairs: Pairs, detection: boolean): Severity {
  const word = detection ? pick(pairs, 'severity', 'crlevel', 'level') : pick(pairs, 'level', 'pri');
  return word === undefined ? (detection ? 2 : 0) : (severityWord(word) ?? 0);
}

function outcomeOf(pairs: Pairs, action: string | undefined): SocEvent['event.outcome'] {
  const status = pick(pairs, 'status', 'result', 'outcome');
  if (status !== undefined && FAILED.test(status)) return 'failure';
  if (action === undefined) return status === undefined ? undefined : 'success';
  return FAILED.test(action) ? 'failure' : 'success';
}

/** FortiOS key names, whether they came as key=value or, their prefix taken off, by CEF. */
export function mapFortigate(pairs: Pairs, event: SocEvent, context: FormatContext): void {
  timeOf(pairs, event, context);
  const type = given(pairs['type']) ?? 'event';
  const subtype = given(pairs['subtype']) ?? '';
  const kind = `${type}/${subtype}`;
  const detection = DETECTIONS.test(kind) || DETECTIONS.test(type);
  let [category, types] = KINDS.get(kind) ?? KINDS.get(type) ?? OTHER;
  const action = given(pairs['action']);
  const logon = type === 'event' && LOGON.test(`${action ?? ''} ${pairs['logdesc'] ?? ''}`);
  if (logon) {
    category = ['authentication'];
    types = [/logout|logoff/i.test(action ?? '') ? 'end' : 'start'];
  }
  if (type === 'traffic') types = [action === 'deny' ? 'denied' : 'connection'];
  event['event.category'] = category;
  event['event.type'] = types;
  event['event.kind'] = detection ? 'alert' : 'event';
  event['event.dataset'] = `fortigate.${subtype === '' ? type : subtype}`;
  event['event.action'] = action;
  event['event.outcome'] = outcomeOf(pairs, action);
  event.severity = levelOf(pairs, detection);
  event['observer.vendor'] = 'Fortinet';
  event['observer.product'] = 'Fortigate';
  event['observer.type'] = 'firewall';
  event['observer.name'] = given(pairs['devname']);
  event['host.name'] = given(pairs['devname']) ?? event['host.name'];
  event.message = pick(pairs, 'msg', 'logdesc');
  setSource(event, pick(pairs, 'srcip', 'remip', 'userip', 'ip', 'src'), pick(pairs, 'srcport', 'remport'));
  setDestination(event, pick(pairs, 'dstip', 'locip', 'dst'), pick(pairs, 'dstport', 'locport'));
  event['source.ip'] ??= addressOf(FROM.exec((pairs['ui'] ?? '').slice(0, 100))?.[1]);
  event['source.mac'] = pick(pairs, 'srcmac', 'mac');
  event['destination.mac'] = given(pairs['dstmac']);
  event['source.bytes'] = digits(pairs['sentbyte']);
  event['destination.bytes'] = digits(pairs['rcvdbyte']);
  event['source.packets'] = digits(pairs['sentpkt']);
  event['destination.packets'] = digits(pairs['rcvdpkt']);
  event['network.transport'] = transportOf(pairs['proto']);
  event['network.protocol'] = given(pairs['service'])?.toLowerCase();
  event['user.name'] = userOf(pick(pairs, 'user', 'xauthuser', 'unauthuser'))?.split(',cn=')[0];
  event['rule.name'] = pick(pairs, ...(detection ? ['attack', 'virus', 'policyname'] : ['policyname']));
  event['rule.id'] = pick(pairs, ...(detection ? ['attackid', 'virusid', 'policyid'] : ['policyid']));
  event['rule.category'] = pick(pairs, 'appcat', 'catdesc');
  const url = given(pairs['url']);
  if (url !== undefined) mapUrl(url, event);
  event['url.domain'] = (type === 'utm' ? given(pairs['hostname']) : undefined) ?? event['url.domain'];
  event['http.request.method'] = given(pairs['httpmethod']);
  event['user_agent.original'] = given(pairs['agent']);
  event['file.name'] = pick(pairs, 'filename', 'file');
  event['dns.question.name'] = given(pairs['qname']);
  event['dns.question.type'] = given(pairs['qtype']);
}

export const fortigate: TextFormat = {
  name: 'fortigate',
  recognise(text) {
    const head = text.slice(0, 512);
    return /(?:^|\s)logid="?\d{4,10}/.test(head) && /\stype="?\w/.test(head) && head.includes('subtype=');
  },
  map(text, event, context) {
    const pairs = readPairs(text);
    event.record = pairs;
    mapFortigate(pairs, event, context);
    return undefined;
  },
};
