import type { SocEvent } from '#contract/event.ts';
import { canonicalIp } from '#core/base/ip.ts';
import { decimalPort } from '../json/values.ts';

const MAX_TEXT = 4096;
const MAX_END = 64;

interface End {
  readonly ip: string;
  readonly port: number;
}

/** `10.0.0.5:51000`, `10.0.0.5/51000`, `10.0.0.5(51000)`, `[::1]:22`: an address alone is not enough. */
function end(token: string): End | undefined {
  const text = token.replace(/[),;]{1,2}$/, '');
  const at = Math.max(text.lastIndexOf(':'), text.lastIndexOf('/'), text.lastIndexOf('('));
  if (at <= 0) return undefined;
  const port = decimalPort(text.slice(at + 1));
  const ip = canonicalIp(text.slice(0, at).replace(/^\[|\]$/g, ''));
  return ip === undefined || port === undefined ? undefined : { ip, port };
}

/** `address:port -> address:port`, with and without blanks: the first such arrow says who spoke to whom. */
export function fillFlow(text: string, event: SocEvent): void {
  if (event['source.ip'] !== undefined || event['destination.ip'] !== undefined) return;
  const head = text.slice(0, MAX_TEXT);
  for (let arrow = head.indexOf('->'); arrow >= 0; arrow = head.indexOf('->', arrow + 2)) {
    const before = head.slice(Math.max(0, arrow - MAX_END), arrow).trimEnd();
    const after = head.slice(arrow + 2, arrow + 2 + MAX_END).trimStart();
    const source = end(before.slice(before.search(/\S{1,64}$/)));
    const target = end(/^[^\s,;]{1,64}/.exec(after)?.[0] ?? '');
    if (source === undefined || target === undefined) continue;
    event['source.ip'] = source.ip;
    event['source.port'] = source.port;
    event['destination.ip'] = target.ip;
    event['destination.port'] = target.port;
    const transport = /\b(TCP|UDP|ICMP|SCTP)\b/i.exec(head.slice(Math.max(0, arrow - 256), arrow + 256))?.[1];
    event['network.transport'] ??= transport?.toLowerCase();
    event['event.category'] ??= ['network'];
    event['event.type'] ??= ['info'];
    return;
  }
}

const SPOKEN_OF =
  /log(?:ged|in|on|out|off)|auth|connect|session|ssh|password|denied|accept|reject|request|quer|access|attempt|block|client/i;
/** Where addresses may be versions. */
const OF_VERSIONS = /version|upgrad|updat|firmware|release|package|rollback/i;
const PEER =
  /(?:^|[\s,([])(?:from|rhost|(?:client|peer)|(?:client|peer|remote|source|src|user)[ _-](?:ip|addr|address))(?: ?[:=])? \[?([\da-fA-F:.]{3,45}?)\]?(?:(?:[:/#]| port )(\d{1,5}))?(?=[\s,;)\]'"]|\.?$)/i;

/** `User jdoe@192.0.2.1 logged in`. */
const USER_AT = /\buser '?([\w.-]{1,64})@([\da-f.:]{3,45})(?=[\s':,]|$)/i;

/** `Failed login for jdoe from 192.0.2.1 port 51000`: who came, where a line speaks of coming and not of versions. */
export function fillPeer(text: string, event: SocEvent): void {
  if (event['source.ip'] !== undefined) return;
  const head = text.slice(0, MAX_TEXT);
  if (OF_VERSIONS.test(head) || !SPOKEN_OF.test(head)) return;
  const at = USER_AT.exec(head);
  const home = at === null ? undefined : canonicalIp(at[2] ?? '');
  if (home !== undefined) {
    event['source.ip'] = home;
    event['user.name'] ??= at?.[1];
    return;
  }
  const peer = PEER.exec(head);
  const ip = peer === null ? undefined : canonicalIp((peer[1] ?? '').replace(/[.:]$/, ''));
  if (ip === undefined) return;
  event['source.ip'] = ip;
  event['source.port'] ??= decimalPort(peer?.[2]);
}
