import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { TextFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { mapRequest } from './access-log.ts';
import { closingQuote } from './pairs.ts';
import { addressOf, given, portOf, splitEndpoint } from './set.ts';
import { parseTextTime } from './text-time.ts';

const APACHE_HEAD =
  /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})? \d{4})\] |^\[(?:[\w.-]{0,32}:)?(?:emerg|alert|crit|error|warn|notice|info|debug|trace\d)\] /;
/** What stands in brackets at the head: `[ssl:info]`, `[pid 12:tid 34]`, `[client 192.0.2.1:57535]`. */
const BRACKET = /^\[([^\]]{1,256})\] ?/;
const CODE = /\bAH\d{5}: /;
const LEVEL = /^(?:([\w.-]{0,32}):)?(emerg|alert|crit|error|warn|notice|info|debug|trace\d)$/;

/** Apache's error log, 2.2 and 2.4. */
export const apacheError: TextFormat = {
  name: 'apache-error',
  recognise: (text) => APACHE_HEAD.test(text.slice(0, 96)),
  map(text, event, { timeZone }) {
    let rest = text;
    let level = 'error';
    for (let i = 0; i < 6; i++) {
      const head = rest.slice(0, 260);
      // `(70014)End of file found: ` may come before the client.
      const reason = /^\(\d{1,6}\)[^[]{0,120}(?=\[client )/.exec(head);
      if (reason !== null) rest = rest.slice(reason[0].length);
      const match = BRACKET.exec(rest.slice(0, 260));
      const inner = match?.[1];
      if (match === null || inner === undefined) break;
      const severity = LEVEL.exec(inner);
      if (severity !== null) level = severity[2] ?? level;
      else if (inner.startsWith('pid ')) event['process.pid'] = portless(inner.slice(4));
      else if (inner.startsWith('client ')) {
        const [address, port] = splitEndpoint(inner.slice(7).replace(' :', ':'));
        event['source.ip'] ??= addressOf(address.trim());
        event['source.port'] ??= portOf(port);
      } else if (i === 0) {
        const time = parseTextTime(inner, timeZone, event.received);
        if (!Number.isNaN(time)) event['@timestamp'] = time;
      } else break;
      rest = rest.slice(match[0].length);
    }
    event['event.category'] = ['web'];
    const failed = /^(?:emerg|alert|crit|error)$/.test(level);
    event['event.type'] = [failed ? 'error' : 'info'];
    event['event.outcome'] = failed ? 'failure' : 'success';
    event['event.action'] = level;
    event.severity = severityWord(level) ?? 0;
    event['observer.vendor'] = 'Apache';
    event['observer.product'] = 'httpd';
    event['rule.id'] = CODE.exec(rest.slice(0, 64))?.[0].slice(0, -2);
    event.message = rest.trim();
    if (rest.startsWith('ModSecurity: ')) mapModSecurity(rest, event);
    return undefined;
  },
};

/** `[id "941100"] [msg "…"] [hostname "…"] [uri "…"]` behind ModSecurity's sentence. */
function mapModSecurity(text: string, event: SocEvent): void {
  const tags = new Map<string, string>();
  for (let at = text.indexOf('['); at >= 0 && tags.size < 32; at = text.indexOf('[', at + 1)) {
    const tag = /^\[(\w{1,16}) "/.exec(text.slice(at, at + 20));
    if (tag === null) continue;
    const close = closingQuote(text, at + tag[0].length);
    if (close < 0) break;
    if (!tags.has(tag[1] ?? '')) tags.set(tag[1] ?? '', text.slice(at + tag[0].length, close));
    at = close;
  }
  event['event.kind'] = 'alert';
  event['event.action'] = text.startsWith('ModSecurity: Access denied') ? 'denied' : 'warning';
  event['rule.id'] = tags.get('id') ?? event['rule.id'];
  event['rule.name'] = tags.get('msg');
  event['url.domain'] = tags.get('hostname');
  const uri = tags.get('uri');
  if (uri !== undefined) mapUrl(uri, event);
  event.severity = severityWord(tags.get('severity') ?? '') ?? 2;
}

function portless(text: string): number | undefined {
  const match = /^\d{1,10}/.exec(text);
  return match === null ? undefined : Number(match[0]);
}

const NGINX_HEAD = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[(\w{3,8})\] (?:(\d{1,10})[#:]\d{1,10}: ?)?/;

/** `, client: …, server: …, request: "…", host: "…"`, which an nginx error ends with. */
function detail(text: string, name: string): string | undefined {
  const at = text.indexOf(`, ${name}: `);
  if (at < 0) return undefined;
  const from = at + name.length + 4;
  if (text.charAt(from) === '"') {
    const close = text.indexOf('"', from + 1);
    return close < 0 ? undefined : text.slice(from + 1, close);
  }
  const end = text.indexOf(',', from);
  return given((end < 0 ? text.slice(from) : text.slice(from, end)).trim());
}

/** nginx's error log. */
export const nginxError: TextFormat = {
  name: 'nginx-error',
  recognise: (text) => NGINX_HEAD.test(text.slice(0, 96)),
  map(text, event, { timeZone }) {
    const match = NGINX_HEAD.exec(text.slice(0, 96));
    if (match === null) return 'No nginx error line';
    const time = parseTextTime(match[1] ?? '', timeZone, event.received);
    if (!Number.isNaN(time)) event['@timestamp'] = time;
    const level = match[2] ?? 'error';
    event.severity = severityWord(level) ?? 0;
    event['process.pid'] = portless(match[3] ?? '');
    event['event.category'] = ['web'];
    event['event.type'] = ['error'];
    event['observer.vendor'] = 'F5';
    event['observer.product'] = 'nginx';
    const rest = text.slice(match[0].length);
    event.message = rest;
    event['source.ip'] = addressOf(detail(rest, 'client'));
    const request = detail(rest, 'request');
    if (request !== undefined) mapRequest(request, event);
    const upstream = detail(rest, 'upstream');
    const target = /^[a-z]{1,8}:\/\/([^/]{1,255})/.exec(upstream ?? '')?.[1] ?? detail(rest, 'peer');
    if (target !== undefined) {
      const [address, port] = splitEndpoint(target);
      event['destination.ip'] = addressOf(address);
      event['destination.port'] = portOf(port);
      event['url.domain'] ??= address;
    }
    event['url.domain'] ??= detail(rest, 'host') ?? detail(rest, 'server');
    return undefined;
  },
};
