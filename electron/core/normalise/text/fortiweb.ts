import { mapUrl } from '../eve-protocols.ts';
import type { TextFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { outcomeOf } from './extended.ts';
import { readPairs } from './pairs.ts';
import { addressOf, digits, given, pick, setDestination, setSource, transportOf } from './set.ts';
import { parseTextTime, zoneOffset } from './text-time.ts';

/** `(GMT+1:00)Brussels…`, `GMTc-2` and the like; only the first is an offset. */
function zoneOf(text: string | undefined): number | undefined {
  const match = /^\(?GMT([+-])(\d{1,2}):(\d\d)\)?/.exec(text ?? '');
  return match === null ? undefined : zoneOffset(`${match[1]}${match[2]?.padStart(2, '0')}${match[3]}`);
}

/** FortiWeb, the appliance and the cloud: attack, traffic and event logs. */
export const fortiweb: TextFormat = {
  name: 'fortiweb',
  recognise(text) {
    const head = text.slice(0, 400);
    return (
      /(?:^|\s)log_id="?\d{6,10}/.test(text.slice(0, 1500)) &&
      /(?:^|\s)(?:type|cat)="?(?:attack|traffic|event)/.test(head)
    );
  },
  map(text, event, context) {
    const pairs = readPairs(text);
    event.record = pairs;
    const type = pick(pairs, 'type', 'cat') ?? 'event';
    const date = given(pairs['date']);
    const stamp =
      given(pairs['date_time']) ?? (date === undefined ? undefined : `${date} ${pairs['time'] ?? ''}`);
    if (stamp !== undefined) {
      const offset = zoneOf(pairs['timezone']);
      const time = parseTextTime(stamp, offset === undefined ? context.timeZone : 'UTC', event.received);
      if (!Number.isNaN(time)) event['@timestamp'] = time - (offset ?? 0);
    }
    const attack = type === 'attack';
    event['event.kind'] = attack ? 'alert' : 'event';
    event['event.category'] = attack
      ? ['web', 'intrusion_detection']
      : type === 'traffic'
        ? ['web']
        : ['host'];
    event['event.type'] = [type === 'traffic' ? 'access' : 'info'];
    event['event.dataset'] = `fortiweb.${type}`;
    // `none` is what FortiWeb did here, and says so.
    event['event.action'] = pairs['action'] === '' ? undefined : pairs['action'];
    event['event.outcome'] = outcomeOf(given(pairs['status']));
    const word = attack
      ? pick(pairs, 'severity', 'severity_level', 'threat_level', 'pri')
      : pick(pairs, 'pri', 'severity');
    event.severity = word === undefined ? (attack ? 2 : 0) : (severityWord(word) ?? 0);
    event['observer.vendor'] = 'Fortinet';
    event['observer.product'] = 'FortiWeb';
    event['observer.name'] = pick(pairs, 'devname', 'device_id');
    setSource(event, pick(pairs, 'src', 'src_ip'), pairs['src_port']);
    setDestination(event, pick(pairs, 'dst', 'dst_ip'), pairs['dst_port']);
    event['source.ip'] ??= addressOf(pairs['original_src']);
    event['network.transport'] = transportOf(pairs['proto']);
    event['network.protocol'] = given(pairs['service'])?.toLowerCase();
    const url = given(pairs['http_url']);
    if (url !== undefined) mapUrl(url, event);
    event['url.domain'] = given(pairs['http_host']) ?? event['url.domain'];
    event['http.request.method'] = given(pairs['http_method']);
    event['http.request.referrer'] = pick(pairs, 'http_refer', 'http_referer');
    event['user_agent.original'] = pick(pairs, 'http_agent', 'user_agent');
    const status = digits(pairs['http_retcode']);
    if (status !== undefined && status >= 100 && status <= 599) event['http.response.status_code'] = status;
    const user = pick(pairs, 'user_name', 'user', 'login_user');
    event['user.name'] = user === 'Unknown' ? undefined : user?.split('@')[0];
    event['rule.name'] = pick(pairs, 'main_type', 'policy');
    event['rule.id'] = pick(pairs, 'signature_id', 'sigid');
    event['rule.category'] = pick(pairs, 'sub_type', 'subcat', 'subtype');
    event.message = given(pairs['msg']);
    return undefined;
  },
};
