import type { TextFormat } from '../format.ts';
import { severityWord } from '../generic.ts';
import { outcomeOf } from './extended.ts';
import { readPairs } from './pairs.ts';
import { addressOf, given, pick, setDestination, setSource, transportOf, userOf } from './set.ts';
import { parseTextTime } from './text-time.ts';

const TIMES = [
  'timestamp',
  'time',
  'ts',
  'date_time',
  'eventtime',
  'event_time',
  'datetime',
  'start_time',
  'date',
];
const PAIR = /(?:^|\s)[A-Za-z_][\w.-]{0,40}=(?:"|\S)/g;

/** key=value of any sensor: its plainly named fields. Asked last, of lines with at least four pairs. */
export const keyValue: TextFormat = {
  name: 'key-value',
  recognise(text) {
    const head = text.slice(0, 1024);
    let count = 0;
    for (const _ of head.matchAll(PAIR)) if (++count >= 4) return true;
    return false;
  },
  map(text, event, { timeZone }) {
    const pairs = readPairs(text);
    event.record = pairs;
    const date = given(pairs['date']);
    const stamps = TIMES.map((key) => given(pairs[key]));
    if (date !== undefined) stamps.unshift(`${date} ${pairs['time'] ?? ''}`);
    for (const stamp of stamps) {
      const time = stamp === undefined ? Number.NaN : parseTextTime(stamp.trim(), timeZone, event.received);
      if (Number.isNaN(time)) continue;
      event['@timestamp'] = time;
      break;
    }
    setSource(
      event,
      pick(
        pairs,
        'src',
        'srcip',
        'src_ip',
        'source_ip',
        'sourceip',
        'client_ip',
        'clientip',
        'remip',
        'saddr',
      ),
      pick(pairs, 'srcport', 'src_port', 'source_port', 'spt', 'sport', 's_port'),
    );
    setDestination(
      event,
      pick(pairs, 'dst', 'dstip', 'dst_ip', 'destination_ip', 'dest_ip', 'server_ip', 'locip', 'daddr'),
      pick(pairs, 'dstport', 'dst_port', 'destination_port', 'dest_port', 'dpt', 'dport', 'd_port'),
    );
    event['source.ip'] ??= addressOf(pick(pairs, 'ip', 'address', 'rhost', 'addr'));
    event['network.transport'] = transportOf(pick(pairs, 'proto', 'protocol', 'ipproto'));
    event['user.name'] = userOf(pick(pairs, 'user', 'username', 'usr', 'user_name', 'suser', 'acct'));
    event['host.name'] ??= pick(pairs, 'host', 'hostname', 'devname', 'device_name', 'dvc');
    event['event.action'] = pick(pairs, 'action', 'act', 'event', 'op');
    event['event.outcome'] = outcomeOf(pick(pairs, 'outcome', 'result', 'status', 'res'));
    event['rule.name'] = pick(
      pairs,
      'rule_name',
      'rulename',
      'rule',
      'policyname',
      'policy',
      'signature',
      'attack',
    );
    event['rule.id'] = pick(pairs, 'rule_id', 'ruleid', 'policyid', 'signature_id', 'sid');
    event['url.original'] = pick(pairs, 'url', 'uri', 'request');
    const word = pick(pairs, 'severity', 'level', 'pri', 'priority');
    if (word !== undefined) event.severity = severityWord(word) ?? event.severity;
    if (event['source.ip'] !== undefined || event['destination.ip'] !== undefined) {
      event['event.category'] = ['network'];
      event['event.type'] = ['info'];
    }
    event.message = pick(pairs, 'msg', 'message', 'description');
    return undefined;
  },
};
