import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { TextFormat } from '../format.ts';
import { closingQuote } from './pairs.ts';
import { addressOf, digits, given, portOf } from './set.ts';
import { parseTextTime } from './text-time.ts';

/** `"METHOD target HTTP/1.1"`: the target may hold spaces of an attacker's. */
export function mapRequest(request: string, event: SocEvent): void {
  const space = request.indexOf(' ');
  const method = space < 0 ? request : request.slice(0, space);
  if (!/^[A-Za-z][A-Za-z-]{0,31}$/.test(method) || space < 0) return;
  event['http.request.method'] = method;
  const version = request.lastIndexOf(' HTTP/');
  const target = (version > space ? request.slice(space + 1, version) : request.slice(space + 1)).trim();
  if (target !== '') mapUrl(target, event);
}

export function mapStatus(text: string | undefined, event: SocEvent): number | undefined {
  const status = digits(text);
  if (status === undefined || status < 100 || status > 599) return undefined;
  event['http.response.status_code'] = status;
  return status;
}

const IS_REQUEST = /^[A-Z]{3,16} \S/;

/** `[10/Oct/2000:13:55:36 -0700]`, at most this far into a line. */
const MAX_HEAD = 1024;
const CLF_TIME = /\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?:[.,]\d{1,9})? [+-]\d{4}\] /;

/** Common, combined, and these with a virtual host or other values before the client. */
export function readAccess(
  text: string,
  event: SocEvent,
  timeZone: string,
): { readonly rest: readonly string[]; readonly target: string | undefined } | undefined {
  const found = CLF_TIME.exec(text.slice(0, MAX_HEAD));
  if (found === null) return undefined;
  const time = parseTextTime(found[0].slice(1, -2), timeZone, event.received);
  if (!Number.isNaN(time)) event['@timestamp'] = time;
  const target = client(text.slice(0, found.index).trim(), event);
  const rest = valuesOf(text, found.index + found[0].length);
  return { rest, target };
}

/** Quoted and bare values, in order. */
function valuesOf(text: string, from: number): readonly string[] {
  const values: string[] = [];
  let at = from;
  while (at < text.length && values.length < 24) {
    if (text.charCodeAt(at) === 32) {
      at++;
      continue;
    }
    if (text.charCodeAt(at) === 34) {
      const close = closingQuote(text, at + 1);
      const end = close < 0 ? text.length : close;
      values.push(text.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    const space = text.indexOf(' ', at);
    const end = space < 0 ? text.length : space;
    values.push(text.slice(at, end));
    at = end;
  }
  return values;
}

/** `host ident user`, the user with spaces if need be; before them perhaps a virtual host. @returns the virtual host */
function client(head: string, event: SocEvent): string | undefined {
  const words = head.split(' ').slice(0, 32);
  let first = 0;
  let host: string | undefined;
  // `vhost:443 client ident user`, or `- client ident user`.
  if (words.length >= 4 && addressOf(words[0]) === undefined && addressOf(words[1]) !== undefined) {
    host = given(words[0]);
    first = 1;
  }
  event['source.ip'] = addressOf(words[first]);
  const user = given(words.slice(first + 2).join(' '));
  if (user !== undefined) event['user.name'] = user;
  return host;
}

function referrerAndAgent(rest: readonly string[], event: SocEvent): void {
  event['http.request.referrer'] = given(rest[3]);
  event['user_agent.original'] = given(rest[4]);
}

/** Access logs of nginx and Apache in the common, combined and vhost forms. Which server wrote one can't be told. */
export const accessLog: TextFormat = {
  name: 'access',
  recognise: (text) => CLF_TIME.test(text.slice(0, MAX_HEAD)) && !text.startsWith('['),
  map(text, event, { timeZone }) {
    const read = readAccess(text, event, timeZone);
    if (read === undefined) return 'No access log line';
    const { rest, target } = read;
    // Some formats put a header's value, or `-` for none, before the request.
    const shift =
      rest.length > 3 && !IS_REQUEST.test(rest[0] ?? '') && IS_REQUEST.test(rest[1] ?? '') ? 1 : 0;
    const [request = '', status, bytes] = rest.slice(shift);
    event['event.category'] = ['web'];
    event['event.type'] = ['access'];
    event['event.dataset'] = 'access';
    mapRequest(request, event);
    event['event.action'] = event['http.request.method'];
    const code = mapStatus(status, event);
    if (code !== undefined) event['event.outcome'] = code < 400 ? 'success' : 'failure';
    event['destination.bytes'] = digits(bytes);
    referrerAndAgent(rest.slice(shift), event);
    if (target !== undefined) {
      const colon = target.lastIndexOf(':');
      event['url.domain'] ??= colon > 0 ? target.slice(0, colon) : target;
      if (colon > 0) event['destination.port'] = portOf(target.slice(colon + 1));
    }
    event.message = request;
    setServer(event, APACHE.test(event['process.name'] ?? '') || target?.includes(':') === true);
    return undefined;
  },
};

const APACHE = /^(?:httpd|apache2?)$/;

/** A line says its server only by its program's name or by Apache's `host:port`; else it is taken for nginx's. */
export function setServer(event: SocEvent, apache: boolean): void {
  event['observer.vendor'] = apache ? 'Apache' : 'F5';
  event['observer.product'] = apache ? 'httpd' : 'nginx';
}
