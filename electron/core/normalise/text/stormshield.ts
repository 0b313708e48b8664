import type { SocEvent } from '#contract/event.ts';
import type { TextFormat } from '../format.ts';
import { mapUrl } from '../eve-protocols.ts';
import { mapStatus } from './access-log.ts';
import { type Pairs, readPairs } from './pairs.ts';
import { digits, given, pick, setDestination, setSource, transportOf, userOf } from './set.ts';
import { parseTextTime, zoneOffset } from './text-time.ts';

type Kind = readonly [category: string, type: string];

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['filter', ['network', 'connection']],
  ['connection', ['network', 'connection']],
  ['count', ['network', 'info']],
  ['vpn', ['network', 'connection']],
  ['alarm', ['intrusion_detection', 'info']],
  ['plugin', ['web', 'info']],
  ['web', ['web', 'access']],
  ['auth', ['authentication', 'info']],
  ['xvpn', ['authentication', 'info']],
  ['server', ['configuration', 'info']],
  ['system', ['process', 'info']],
  ['monitor', ['host', 'info']],
  ['pop3', ['email', 'info']],
  ['smtp', ['email', 'info']],
  ['ftp', ['file', 'info']],
  ['sandboxing', ['malware', 'info']],
]);

const FAILED = /fail|error|denied|bad password|invalid|refused|cannot/i;
const WORKED = /succe|authenticated|registered|created|logged in/i;

function outcomeOf(type: string, pairs: Pairs, event: SocEvent): SocEvent['event.outcome'] {
  const action = given(pairs['action']);
  if (action !== undefined) return action === 'pass' ? 'success' : 'failure';
  const text = (pairs['msg'] ?? '').slice(0, 512);
  switch (type) {
    // An entry of the filter log without an action is of traffic that no rule let pass.
    case 'filter':
    case 'alarm':
      return 'failure';
    case 'server':
      return (digits(pairs['error']) ?? 0) === 0 ? 'success' : 'failure';
    case 'auth':
    case 'xvpn':
      event['event.action'] ??= type === 'auth' ? 'authentication' : undefined;
      if (FAILED.test(text) || (digits(pairs['error']) ?? 0) > 0) return 'failure';
      return WORKED.test(text) && !/tunnel/i.test(text) ? 'success' : undefined;
    default:
      return undefined;
  }
}

/** `time=2025-10-29 09:56:16 fw=…` has no quotes in some versions. */
function timeText(text: string, pairs: Pairs): string {
  const quoted = pairs['time'] ?? '';
  if (quoted.includes(' ')) return quoted;
  return /(?:^|\s)time="?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/.exec(text.slice(0, 128))?.[1] ?? quoted;
}

/** Stormshield Network Security. */
export const stormshield: TextFormat = {
  name: 'stormshield',
  recognise(text) {
    const head = text.slice(0, 192);
    return /^(?:id=firewall )?time="?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"? fw=/.test(head.trimStart());
  },
  map(text, event, context) {
    const pairs = readPairs(text);
    event.record = pairs;
    const offset = zoneOffset(pairs['tz'] ?? '');
    const zone = offset === undefined ? context.timeZone : 'UTC';
    const time = parseTextTime(timeText(text, pairs), zone, event.received);
    if (!Number.isNaN(time)) event['@timestamp'] = time - (offset ?? 0);
    const type = pairs['logtype'] ?? '';
    const [category, kind] = KINDS.get(type) ?? ['network', 'info'];
    const system = type === 'alarm' && pairs['class'] === 'system';
    event['event.kind'] = type === 'alarm' && !system ? 'alert' : 'event';
    event['event.category'] = [system ? 'process' : category];
    event['event.type'] = [kind];
    event['event.dataset'] = `stormshield.${type === '' ? 'log' : type}`;
    event['event.action'] = given(pairs['action']);
    event['event.outcome'] = outcomeOf(type, pairs, event);
    event['observer.vendor'] = 'Stormshield';
    event['observer.product'] = 'Stormshield Network Security';
    event['observer.type'] = 'firewall';
    event['observer.name'] = given(pairs['fw']);
    event['host.name'] ??= given(pairs['fw']);
    setSource(event, pick(pairs, 'src', 'address'), pairs['srcport']);
    setDestination(event, pairs['dst'], pairs['dstport']);
    event['source.mac'] = given(pairs['srcmac']);
    event['source.bytes'] = digits(pairs['sent']);
    event['destination.bytes'] = digits(pairs['rcvd']);
    event['network.transport'] = transportOf(pairs['ipproto']);
    event['network.protocol'] = given(pairs['proto'])?.toLowerCase();
    event['user.name'] = userOf(pairs['user']);
    event['rule.id'] = given(pairs['ruleid']);
    event['rule.name'] = given(pairs['rulename']);
    if (event['event.kind'] === 'alert') {
      event['rule.id'] = given(pairs['alarmid']) ?? event['rule.id'];
      event['rule.name'] = given(pairs['msg']) ?? event['rule.name'];
      event['rule.category'] = given(pairs['class']);
      // pri is syslog's, 1 major and 4 minor.
      const priority = digits(pairs['pri']) ?? 4;
      event.severity = priority <= 1 ? 3 : priority <= 4 ? 2 : 1;
    }
    if (type === 'plugin' || type === 'web') {
      const target = given(pairs['arg']);
      if (target !== undefined) mapUrl(target, event);
      event['url.domain'] ??= given(pairs['dstname']);
      event['http.request.method'] = given(pairs['op']);
      mapStatus(pairs['result'], event);
    }
    if (type === 'system') event['process.name'] = given(pairs['service']);
    event.message = given(pairs['msg']);
    return undefined;
  },
};
