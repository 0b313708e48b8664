import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { FormatContext, TextFormat } from '../format.ts';
import { fields, label } from '../read.ts';
import { mapRequest, mapStatus } from './access-log.ts';
import { addressOf, digits, setDestination, setSource, splitEndpoint } from './set.ts';
import { parseTextTime } from './text-time.ts';

const HEAD = /^(\S{3,64}) \[(\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d\.\d{3})\] (\S{1,128})(?: |: |$)/;
const CONNECT = /^Connect from (\S{3,64}) to (\S{3,64}) \(([^/)]{1,64})\/(\w{1,8})\)/;

function mapConnect(match: RegExpExecArray, event: SocEvent): void {
  setSource(event, ...splitEndpoint(match[1] ?? ''));
  setDestination(event, ...splitEndpoint(match[2] ?? ''));
  event['event.category'] = ['network'];
  event['event.type'] = ['connection', 'start'];
  event['event.action'] = 'connect';
  event['network.protocol'] = match[4]?.toLowerCase();
}

/** Timers, status, bytes, cookies, flags, counts, queues, `{headers}`, `"request"`: HTTP; fewer numbers: TCP. */
function mapTraffic(text: string, head: RegExpExecArray, event: SocEvent, context: FormatContext): void {
  setSource(event, ...splitEndpoint(head[1] ?? ''));
  const time = parseTextTime(head[2] ?? '', context.timeZone, event.received);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  const rest = text.slice(head[0].length);
  event['network.transport'] = 'tcp';
  if (head[0].endsWith(': ') || head[3]?.endsWith(':') === true) {
    event['event.category'] = ['network'];
    event['event.type'] = ['error'];
    event['event.outcome'] = 'failure';
    event.message = rest;
    return;
  }
  // The frontend, then backend/server, timers, status, bytes.
  const [, timers, status, bytes] = rest.split(' ', 4);
  const open = rest.indexOf('"');
  const close =
    open < 0 ? -1 : rest.lastIndexOf('" ') > open ? rest.lastIndexOf('" ') : rest.lastIndexOf('"');
  const quote = close > open ? close : rest.length;
  if (open >= 0) mapRequest(firstRequest(rest.slice(open + 1, quote)), event);
  event['event.category'] = open >= 0 ? ['web'] : ['network'];
  event['event.type'] = [open >= 0 ? 'access' : 'connection'];
  event['event.action'] = event['http.request.method'];
  const code = timers === undefined ? undefined : mapStatus(status, event);
  if (code !== undefined && open >= 0) event['event.outcome'] = code < 400 ? 'success' : 'failure';
  event['destination.bytes'] = digits(open >= 0 ? bytes : status);
  event.message = rest;
}

/** Up to ` HTTP/x.y`, should there be quotes behind it or in it. */
function firstRequest(text: string): string {
  const version = / HTTP\/\d(?:\.\d)?"/.exec(text.slice(0, 16384));
  return version === null ? text : text.slice(0, version.index + version[0].length - 1);
}

const ENTERPRISE = /^\[ACCESS\] \d{1,12} \{/;

/** HAProxy Enterprise's JSON access log behind its own mark. */
function mapEnterprise(text: string, event: SocEvent): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.slice(text.indexOf('{')));
  } catch {
    return;
  }
  const record = fields(parsed);
  if (record === undefined) return;
  const said = (key: string) => label(record[key]);
  setSource(event, said('ip'), said('port'));
  const time = parseTextTime(said('date') ?? '', 'UTC', event.received);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  event['event.category'] = ['web'];
  event['event.type'] = ['access'];
  event['event.action'] = said('action');
  event['http.request.method'] = said('meth');
  event['user_agent.original'] = said('ua');
  const domain = said('fqdn');
  const path = said('path');
  if (path !== undefined) mapUrl(`${domain ?? ''}${path}`, event);
  if (path !== undefined) event['url.path'] = path;
  event['url.domain'] = domain;
  event['url.query'] = said('qs');
  mapStatus(said('code'), event);
  event['destination.bytes'] = digits(said('bytes'));
}

export const haproxy: TextFormat = {
  name: 'haproxy',
  recognise(text) {
    const head = text.slice(0, 320).trimStart();
    if (CONNECT.test(head) || ENTERPRISE.test(head)) return true;
    const match = HEAD.exec(head);
    return match !== null && addressOf(splitEndpoint(match[1] ?? '')[0]) !== undefined;
  },
  map(text, event, context) {
    const body = text.trim();
    const connect = CONNECT.exec(body.slice(0, 320));
    const head = HEAD.exec(body.slice(0, 320));
    if (ENTERPRISE.test(body)) mapEnterprise(body, event);
    else if (connect !== null) mapConnect(connect, event);
    else if (head !== null) mapTraffic(body, head, event, context);
    event['observer.product'] = 'haproxy';
    event['observer.vendor'] = 'HAProxy';
    return undefined;
  },
};
