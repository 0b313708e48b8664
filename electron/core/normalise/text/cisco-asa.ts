import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { TextFormat } from '../format.ts';
import { type Endpoint, readEndpoints } from './cisco-endpoints.ts';
import { mapSecurityEvent } from './cisco-security-events.ts';
import { transportOf, userOf } from './set.ts';

const HEAD = /^(?:[\w.:-]{0,64} ?: )?%(ASA|FTD|PIX|FWSM|NGIPS)-(?:[a-z]{1,16}-)?([0-7])-(\d{6}):? /;
/** What relays leave of VPN messages when they cut the id off. */
const BARE = /^(?:Group (?:= [^,]{1,64},|<[^>]{0,64}>) User(?:name)? |Task ran for \d{1,9} msec, Process)/;

const PRODUCTS: Readonly<Record<string, string>> = {
  ASA: 'Adaptive Security Appliance',
  FTD: 'Firepower Threat Defense',
  PIX: 'PIX',
  FWSM: 'Firewall Services Module',
  NGIPS: 'Secure IPS',
};
const LEVELS: readonly Severity[] = [4, 4, 3, 2, 1, 0, 0, 0];

type Meaning = readonly [category: string, type: string, outcome?: 'success' | 'failure'];

/** Messages about people; all others are about traffic and the device. By the syslog messages guide. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['109005', ['authentication', 'start', 'success']],
  ['109006', ['authentication', 'start', 'failure']],
  ['109031', ['authentication', 'start', 'failure']],
  ['109201', ['iam', 'user']],
  ['109207', ['iam', 'user']],
  ['109210', ['iam', 'user']],
  ['113004', ['authentication', 'start', 'success']],
  ['113005', ['authentication', 'start', 'failure']],
  ['113006', ['authentication', 'info', 'failure']],
  ['113008', ['authentication', 'start', 'success']],
  ['113009', ['authentication', 'info', 'success']],
  ['113012', ['authentication', 'start', 'success']],
  ['113014', ['authentication', 'start', 'failure']],
  ['113015', ['authentication', 'start', 'failure']],
  ['113019', ['session', 'end']],
  ['113021', ['authentication', 'start', 'failure']],
  ['113039', ['session', 'start']],
  ['605004', ['authentication', 'start', 'failure']],
  ['605005', ['authentication', 'start', 'success']],
  ['611101', ['authentication', 'start', 'success']],
  ['611102', ['authentication', 'start', 'failure']],
  ['611103', ['authentication', 'end', 'success']],
  ['716001', ['session', 'start']],
  ['716002', ['session', 'end']],
  ['716038', ['authentication', 'start', 'success']],
  ['716039', ['authentication', 'start', 'failure']],
]);

const USERS = [
  /\bUser '([^']{1,256})'/,
  /\bUser(?:name)? <([^>]{1,256})>/i,
  /\bUser(?:name)? ?= ?([^,\s]{1,256}(?: [^,=:\s]{1,64})?)(?=\s*(?:,|:|$))/i,
  /\bUname: ?([^\s:]{1,256})/,
  /\bUsername: ?([^\s:,]{1,256})/,
  /\buser "([^"]{1,256})"/,
  /\bfor user ['"]?([^\s'",]{1,256})/,
];

const VERB =
  /^(?:Inbound |Outbound )?(?:(?:TCP|UDP|ICMP|IP|User) (?:connection |access |logged )?)?(built|teardown|deny|denied|permitted|discarded?|dropp?ed|drop|shunned|out)\b/i;
const ANYWHERE = /\b(permitted|denied|dropped|shunned|rejected)\b/i;
const PROTOCOL = /\b(tcp|udp|icmp|ipv6-icmp|icmp6|gre|esp|sctp|igmp)\b/i;
const NUMBERED = /\bprotocol (\d{1,3})\b/;
const TARGET = /^(?:to|dst|->|laddr|remote|=|==>|destination)$/;

function mapEndpoints(endpoints: readonly Endpoint[], message: string, event: SocEvent): void {
  const direct = endpoints.filter((endpoint) => !endpoint.mapped);
  let source = direct[0];
  let target = direct.find((endpoint, i) => i > 0 && TARGET.test(endpoint.before));
  // The lower security level comes first; who began an outbound connection comes second.
  if (target !== undefined && /^(?:Built|Teardown) outbound /i.test(message))
    [source, target] = [target, source];
  event['source.ip'] = source?.ip;
  event['source.port'] = source?.port;
  event['destination.ip'] = target?.ip;
  event['destination.port'] = target?.port;
}

/** A user in parentheses behind an address: `(DOMAIN\user@realm)`. */
function noted(endpoints: readonly Endpoint[]): string | undefined {
  for (const { note } of endpoints) {
    if (note === undefined || /^[\d.:/]*$/.test(note)) continue;
    const user = userOf(note);
    return user?.split('@')[0];
  }
  return undefined;
}

function mapMessage(message: string, event: SocEvent): void {
  const head = message.slice(0, 1024);
  const endpoints = readEndpoints(message);
  mapEndpoints(endpoints, head, event);
  for (const pattern of USERS) {
    const user = userOf(pattern.exec(head)?.[1]);
    if (user === undefined || user === '*****') continue;
    event['user.name'] = user;
    break;
  }
  event['user.name'] ??= noted(endpoints);
  event['event.action'] = (VERB.exec(head)?.[1] ?? ANYWHERE.exec(head)?.[1])?.toLowerCase();
  event['network.transport'] = transportOf(PROTOCOL.exec(head)?.[1] ?? NUMBERED.exec(head)?.[1]);
  event['process.command_line'] = /\bexecuted (?:the )?'([^']{1,512})'/.exec(head)?.[1];
  event['rule.name'] = /\b(?:access-list|access-group) "?([\w.:-]{1,128})"?/.exec(head)?.[1];
}

/** Cisco ASA, and Secure Firewall (FTD) with its security events. */
export const ciscoAsa: TextFormat = {
  name: 'cisco-asa',
  recognise: (text) => HEAD.test(text.slice(0, 128)) || BARE.test(text.slice(0, 160)),
  map(text, event) {
    const match = HEAD.exec(text.slice(0, 128));
    const [head = '', family, level, id = ''] = match ?? [];
    const message = text.slice(head.length).trim();
    event['observer.vendor'] = 'Cisco';
    event['observer.type'] = 'firewall';
    if (family !== undefined) event['observer.product'] = PRODUCTS[family];
    event['event.dataset'] =
      `cisco-asa.${family === 'ASA' || family === undefined ? 'asa' : family.toLowerCase()}`;
    if (level !== undefined) {
      event['event.severity'] = Number(level);
      event.severity = LEVELS[Number(level)] ?? 0;
    }
    event['rule.id'] = id === '' ? undefined : id;
    event.message = message;
    event['event.category'] = ['network'];
    event['event.type'] = ['info'];
    if (/^43000[1-5]$/.test(id)) {
      mapSecurityEvent(id, message, event);
      return undefined;
    }
    mapMessage(message, event);
    const meaning = MEANINGS.get(id);
    if (meaning !== undefined) {
      event['event.category'] = [meaning[0]];
      event['event.type'] = [meaning[1]];
      event['event.outcome'] = meaning[2];
    } else if (/^(?:den|drop|discard|shun|reject)/.test(event['event.action'] ?? '')) {
      event['event.type'] = ['denied'];
    }
    return undefined;
  },
};
