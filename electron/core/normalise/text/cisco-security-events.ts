import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import { severityWord } from '../severity-word.ts';
import { noPairs, type Pairs, put } from './pairs.ts';
import { digits, given, pick, setDestination, setSource, transportOf, userOf } from './set.ts';
import { parseTextTime } from './text-time.ts';

type Kind = readonly [action: string, category: readonly string[], type: readonly string[], alert: boolean];

const KINDS: Readonly<Record<string, Kind>> = {
  '430001': ['intrusion-detected', ['intrusion_detection'], ['info'], true],
  '430002': ['connection-started', ['network'], ['connection', 'start'], false],
  '430003': ['connection-finished', ['network'], ['connection', 'end'], false],
  '430004': ['file-detected', ['file'], ['info'], false],
  '430005': ['malware-detected', ['malware'], ['info'], true],
};

/** `Key: value, Key: value`: a comma not followed by a key belongs to the value. */
function readEvent(message: string): Pairs {
  const pairs = noPairs();
  let key = '';
  let value = '';
  let count = 0;
  for (const piece of message.split(', ', 512)) {
    const colon = piece.indexOf(': ');
    const name = colon < 0 ? '' : piece.slice(0, colon);
    if (/^[A-Z][\w ]{1,40}$/.test(name)) {
      if (key !== '') put(pairs, key, value, ++count);
      key = name;
      value = piece.slice(colon + 2);
    } else if (key !== '' && value.length < 8192) value += `, ${piece}`;
  }
  if (key !== '') put(pairs, key, value, ++count);
  return pairs;
}

/** Secure Firewall's messages 430001 to 430005. */
export function mapSecurityEvent(id: string, message: string, event: SocEvent): void {
  const pairs = readEvent(message);
  event.record = pairs;
  const [action, category, type, alert] = KINDS[id] ?? ['', ['network'], ['info'], false];
  event['event.action'] = action;
  event['event.category'] = category;
  event['event.type'] = type;
  event['event.kind'] = alert ? 'alert' : 'event';
  const time = parseTextTime(pairs['FirstPacketSecond'] ?? '', 'UTC', event.received);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  setSource(event, pairs['SrcIP'], pairs['SrcPort']);
  setDestination(event, pairs['DstIP'], pairs['DstPort']);
  event['network.transport'] = transportOf(pairs['Protocol']);
  event['network.protocol'] = given(pairs['ApplicationProtocol'])?.toLowerCase();
  event['source.bytes'] = digits(pairs['InitiatorBytes']);
  event['destination.bytes'] = digits(pairs['ResponderBytes']);
  event['source.packets'] = digits(pairs['InitiatorPackets']);
  event['destination.packets'] = digits(pairs['ResponderPackets']);
  event['rule.name'] = pick(pairs, ...(alert ? ['Message', 'ThreatName'] : []), 'AccessControlRuleName');
  event['rule.id'] = pick(pairs, 'SID') ?? id;
  event['rule.category'] = pick(pairs, 'Classification', 'ACPolicy');
  const user = pairs['User'];
  event['user.name'] =
    user === 'Not Found' || user === 'No Authentication Required' || user === 'Unknown'
      ? undefined
      : userOf(user);
  const url = given(pairs['URL']);
  if (url !== undefined) mapUrl(url, event);
  event['tls.client.server_name'] = given(pairs['SSLServerName']);
  event['dns.question.name'] = given(pairs['DNSQuery']);
  event['dns.question.type'] = given(pairs['DNSRecordType'])?.split(' ')[0];
  event['user_agent.original'] = given(pairs['UserAgent']);
  event['http.request.referrer'] = given(pairs['HTTPReferer']);
  event['file.name'] = given(pairs['FileName']);
  event['file.size'] = digits(pairs['FileSize']);
  event['file.hash.sha256'] = given(pairs['FileSHA256']);
  const priority = severityWord(pairs['EventPriority'] ?? '') ?? severityWord(pairs['Priority'] ?? '');
  event.severity = alert ? (Math.max(priority ?? 2, 1) as typeof event.severity) : 0;
  event.message =
    pick(pairs, 'Message', 'ThreatName') ??
    [pairs['AccessControlRuleAction'], action].filter((word) => word !== undefined).join(' ');
}
