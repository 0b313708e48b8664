import type { SocEvent } from '#contract/event.ts';
import type { TextFormat } from '../format.ts';
import { addressOf, portOf } from './set.ts';
import { parseTextTime } from './text-time.ts';

const STAMP =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4})(?: us=(\d{1,6}))? /;
/** `user/192.0.2.1:57535 `, or the address alone; users have spaces in them. */
const PEER =
  /^(?:([^/:[\]]{1,128})\/)?(?:\[AF_INET6?\])?((?:\d{1,3}\.){3}\d{1,3}|[\da-fA-F]{0,4}:[\da-fA-F:]{2,40}):(\d{1,5}) (?!MULTI_sva)/;

/** What only OpenVPN says, after its time and peer. */
const WORDS =
  /(?:TLS: |TLS Error|TLS_ERROR|VERIFY (?:OK|ERROR|KU|EKU|X509)|MULTI: |MULTI_sva|peer info: |Peer Connection Initiated|Control Channel|(?:Incoming|Outgoing) (?:Data|Control) Channel|Data Channel|Diffie-Hellman initialized|net_(?:route|iface|addr)_|Socket Buffers: |(?:UDPv|TCPv|TUN\/TAP|IFCONFIG POOL|ifconfig_pool)|ROUTE_GATEWAY|event_wait|SIGTERM|SIGUSR1|SIGHUP|SENT CONTROL|PUSH: |OpenVPN \d|library versions|Initialization Sequence|LDAP bind|ldap_bind|LDAP user|Unable to bind as|Incorrect password supplied for LDAP|Could not set up TUN|Could not determine IPv|GID set|UID set|MANAGEMENT: |AUTH: |PLUGIN_|AUTH-PAM|WARNING: .{0,80}(?:cipher|keysize|certificate|verification|comp)|Inactivity timeout|Connection reset, restarting|Note: |Timers: ping|user-pass|auth-user-pass)/;

const LEASE = /^[\w.@-]{1,128},(?:\d{1,3}\.){3}\d{1,3},/;

const REFUSED =
  /auth(?:entication)? (?:failed|failure)|AUTH_FAILED|Auth Username\/Password verification failed|bind failed|ldap_bind with zero|Unable to bind|Incorrect password|LDAP user .{0,128} (?:was )?not found|VERIFY ERROR|TLS Auth Error/i;
const USER = [
  /\bfor username '([^']{1,256})'/,
  /\busername=([^\s,]{1,256})/,
  /Unable to bind as (\S{1,256})/,
  /LDAP user "?([^"\s]{1,256})"? was not found/,
  /\[([\w.@-]{1,128})\] Peer Connection Initiated/,
];

function mapPeer(rest: string, event: SocEvent): string {
  const peer = PEER.exec(rest.slice(0, 320));
  if (peer === null) return rest;
  const user = peer[1]?.trim();
  if (user !== undefined && user !== '') event['user.name'] = user;
  event['source.ip'] = addressOf(peer[2]);
  event['source.port'] = portOf(peer[3]);
  return rest.slice(peer[0].length);
}

/** OpenVPN's server log. */
export const openvpn: TextFormat = {
  name: 'openvpn',
  recognise(text) {
    const head = text.slice(0, 512).trimStart();
    const stamp = STAMP.exec(head);
    const rest = stamp === null ? head : head.slice(stamp[0].length);
    const peer = PEER.exec(rest);
    const said = peer === null ? rest : rest.slice(peer[0].length);
    if (stamp === null && peer === null)
      return /^(?:Unable to bind as |LDAP (?:bind|user)|ldap_bind)/.test(said);
    return (
      WORDS.test(said.slice(0, 160)) ||
      (stamp !== null && (LEASE.test(said) || said.startsWith('succeeded -> ')))
    );
  },
  map(text, event, { timeZone }) {
    const body = text.trim();
    const stamp = STAMP.exec(body.slice(0, 64));
    let rest = body;
    if (stamp !== null) {
      const time = parseTextTime(stamp[1] ?? '', timeZone, event.received);
      if (!Number.isNaN(time)) event['@timestamp'] = time + Math.floor(Number(stamp[2] ?? 0) / 1000);
      rest = body.slice(stamp[0].length);
    }
    rest = mapPeer(rest, event);
    event.message = rest;
    const head = rest.slice(0, 512);
    event['observer.vendor'] = 'OpenVPN';
    event['observer.product'] = 'openvpn';
    event['event.category'] = ['network'];
    event['event.type'] = ['info'];
    for (const pattern of USER) {
      const user = pattern.exec(head)?.[1];
      if (user === undefined) continue;
      event['user.name'] = user;
      break;
    }
    if (REFUSED.test(head)) {
      event['event.category'] = ['authentication'];
      event['event.type'] = ['start'];
      event['event.outcome'] = 'failure';
      event.severity = 1;
    } else if (/authentication succeeded/.test(head)) event['event.outcome'] = 'success';
    return undefined;
  },
};
