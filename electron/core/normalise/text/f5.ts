import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { TextFormat } from '../format.ts';
import { mapRequest, mapStatus, readAccess } from './access-log.ts';
import { readPairs } from './pairs.ts';
import {
  addressOf,
  digits,
  given,
  pick,
  setDestination,
  setSource,
  splitEndpoint,
  transportOf,
  userOf,
} from './set.ts';
import { parseTextTime } from './text-time.ts';

/** `01490005:5: `: message id and syslog level. */
const CODE =
  /^(?:[\w-]{1,32}(?:\[\d{1,10}\])?: )?(?:notice |warning |err |info |crit )?(?:[\w-]{1,32}\[\d{1,10}\]: )?([0-9a-f]{8}):([0-7]): /;
const RULE = /^(?:tmm\d{0,3}\[\d{1,10}\]: )?Rule (\/[\w./-]{1,255}) <(\w{1,64})>: /;
/** `/Common/policy:Common:76220fff: `: an access policy's session. */
const SESSION = /^(\/[\w./-]{1,255}):([\w-]{1,64}):([0-9a-f]{5,8}): /;
const APACHE = /^\[ssl_(?:acc|req)\]/;
const FLOW =
  /(?:(tcp|udp|icmp) )?((?:\d{1,3}\.){3}\d{1,3}:\d{1,5}|[\da-fA-F:]{2,39}\.\d{1,5}) -> ((?:\d{1,3}\.){3}\d{1,3}:\d{1,5}|[\da-fA-F:]{2,39}\.\d{1,5})/i;
const USERS = [
  /\b[Uu]sername '([^']{1,256})'/,
  /authenticate with '([^']{1,256})'/,
  /\buser=([^\s,]{1,256})/,
];

function mapApm(text: string, event: SocEvent): void {
  const match = SESSION.exec(text.slice(0, 420));
  if (match === null) return;
  event['rule.name'] = match[1];
  const rest = text.slice(match[0].length, match[0].length + 1024);
  const acl = /^(\w{1,16}) ACL: (\/[\w./-]{1,255}):(\d{1,8}) /.exec(rest);
  if (acl !== null) {
    event['event.action'] = acl[1];
    event['rule.name'] = acl[2];
    event['event.type'] = [/^(?:discard|reject|deny)$/.test(acl[1] ?? '') ? 'denied' : 'allowed'];
    return;
  }
  event['event.category'] = ['authentication'];
  event['event.outcome'] = /fail|denied|invalid|unable/i.test(rest) ? 'failure' : 'success';
  if (/authenticate with/.test(rest)) event['event.type'] = ['start'];
  const rule = /^Following rule '([^']{1,256})'/.exec(rest)?.[1];
  if (rule !== undefined) event['rule.name'] = rule;
}

/** `[SECEV] Request violations: …, source ip: …, destination port: …`, ASM's local log. */
function mapSecurityEvent(text: string, event: SocEvent): void {
  const head = text.slice(0, 4096);
  const find = (name: string) => new RegExp(`\\b${name}: ([^,]{1,256})`).exec(head)?.[1];
  setSource(event, find('source ip'), find('source port'));
  setDestination(event, find('destination ip'), find('destination port'));
  event['rule.name'] = /^\[SECEV\] ([\w ]{1,64}):/.exec(head)?.[1];
  const request = /request: <(\S{1,16} [^\r\n>]{1,2048})/.exec(head)?.[1];
  if (request !== undefined) mapRequest(request, event);
  event['event.kind'] = 'alert';
  if (event.severity === 0) event.severity = 2;
}

function mapRule(text: string, event: SocEvent): void {
  const match = RULE.exec(text.slice(0, 420));
  if (match === null) return;
  event['rule.name'] = match[1];
  const rest = text.slice(match[0].length);
  const http = /^(\S{3,64}): HTTP: (\d{3}) response to (?:\S{1,64} )?from (\S{3,64}) URL: (\S{1,2048})/.exec(
    rest.slice(0, 2400),
  );
  if (http !== null) {
    setDestination(event, ...splitEndpoint(http[1] ?? ''));
    mapStatus(http[2], event);
    setSource(event, ...splitEndpoint(http[3] ?? ''));
    const url = http[4] ?? '';
    mapUrl(url, event);
    event['url.domain'] ??= url.split('/', 1)[0];
    return;
  }
  if (!/^\w{1,32}=/.test(rest)) return;
  const pairs = readPairs(rest);
  event.record = pairs;
  setSource(event, pairs['client_ip'], pairs['client_port']);
  setDestination(event, ...splitEndpoint(pairs['lb_server'] ?? ''));
  if (given(pairs['request']) !== undefined) mapRequest(pairs['request'] ?? '', event);
  event['url.domain'] = given(pairs['host']) ?? event['url.domain'];
  mapStatus(pick(pairs, 'server_status', 'status'), event);
  event['user_agent.original'] = given(pairs['user_agent']);
  event['http.request.referrer'] = given(pairs['referer']);
}

/** The management interface's own web server. */
function mapManagement(text: string, event: SocEvent, timeZone: string): void {
  const body = text.replace(/^\[ssl_(?:acc|req)\] ?/, '');
  if (text.startsWith('[ssl_req]')) {
    const match = /^\[([^\]]{10,40})\] (\S{2,64}) \S{1,32} \S{1,64} "([^"]{0,2048})"/.exec(
      body.slice(0, 2400),
    );
    const time = parseTextTime(match?.[1] ?? '', timeZone, event.received);
    if (!Number.isNaN(time)) event['@timestamp'] = time;
    event['source.ip'] = addressOf(match?.[2]);
    target(match?.[3] ?? '', event);
    return;
  }
  const read = readAccess(body, event, timeZone);
  if (read === undefined) return;
  const [first = '', status] = read.rest;
  target(first, event);
  mapStatus(status, event);
}

function target(text: string, event: SocEvent): void {
  if (text.startsWith('/')) mapUrl(text, event);
  else mapRequest(text, event);
}

function mapCommand(rest: string, event: SocEvent): void {
  const pairs = /\bpid=(\d{1,10}) user=(\S{1,256}) folder=(\S{0,256})/.exec(rest.slice(0, 700));
  event['event.category'] = ['process'];
  event['process.pid'] = digits(pairs?.[1]);
  event['user.name'] = userOf(pairs?.[2]);
  const command = rest.indexOf(' cmd_data=');
  if (command >= 0) event['process.command_line'] = rest.slice(command + 10);
  event['event.outcome'] = undefined;
}

/** F5 BIG-IP's own syslog: traffic management, access policies, application security, audit. */
export const f5: TextFormat = {
  name: 'f5',
  recognise(text) {
    const head = text.slice(0, 420).trimStart();
    return CODE.test(head) || RULE.test(head) || SESSION.test(head) || APACHE.test(head);
  },
  map(text, event, { timeZone }) {
    const body = text.trim();
    event['observer.vendor'] = 'F5';
    event['observer.product'] = 'BIG-IP';
    event['event.category'] = ['network'];
    event['event.type'] = ['info'];
    const code = CODE.exec(body.slice(0, 160));
    const rest = code === null ? body : body.slice(code[0].length);
    if (code !== null) {
      event['rule.id'] = code[1];
      const level = Number(code[2]);
      event.severity = level <= 2 ? 3 : level === 3 ? 2 : level === 4 ? 1 : 0;
    }
    event.message = rest;
    const head = rest.slice(0, 2048);
    const flow = FLOW.exec(head);
    if (flow !== null) {
      event['network.transport'] = transportOf(flow[1]);
      setSource(event, ...splitEndpoint(flow[2] ?? ''));
      setDestination(event, ...splitEndpoint(flow[3] ?? ''));
    }
    for (const pattern of USERS) event['user.name'] ??= userOf(pattern.exec(head)?.[1]);
    if (/\bfail|error/i.test(head) && flow !== null) event['event.outcome'] = 'failure';
    mapApm(rest, event);
    if (rest.startsWith('[SECEV]')) mapSecurityEvent(rest, event);
    else if (rest.startsWith('AUDIT ')) mapCommand(rest, event);
    else if (APACHE.test(rest)) mapManagement(rest, event, timeZone);
    else mapRule(rest, event);
    return undefined;
  },
};
