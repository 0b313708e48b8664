import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { text } from '../read.ts';
import { decimalCount, decimalPort, firstIp, observe, setTime, status, told } from './values.ts';

const WEB = ['web'] as const;
const ACCESS = ['access'] as const;

/** `GET /path HTTP/1.1` without its first and last word; a target may hold blanks. */
function target(request: string): string | undefined {
  if (request.startsWith('/')) return request;
  const start = request.indexOf(' ') + 1;
  if (start === 0) return undefined;
  const end = request.lastIndexOf(' HTTP/');
  return end > start ? request.slice(start, end) : request.slice(start);
}

function method(request: string | undefined): string | undefined {
  const blank = request === undefined ? -1 : request.indexOf(' ');
  return blank > 0 && blank < 32 ? request?.slice(0, blank) : undefined;
}

/** Where the request went: the server itself, or the one behind it, `192.0.2.1:8080`. */
function mapUpstream(record: SensorRecord, event: SocEvent): void {
  event['destination.ip'] = firstIp(record['server_addr']);
  if (event['destination.ip'] !== undefined) {
    event['destination.port'] = decimalPort(record['server_port']);
    return;
  }
  const upstream = text(record['upstream_addr']) ?? '';
  const colon = upstream.lastIndexOf(':');
  const host = colon < 0 ? upstream : upstream.slice(0, colon);
  event['destination.ip'] = firstIp(host, record['host']);
  if (colon >= 0 && event['destination.ip'] !== undefined) {
    event['destination.port'] = decimalPort(upstream.slice(colon + 1));
  }
}

function firstOf(record: SensorRecord, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = record[key];
    if (value !== undefined && value !== null && value !== '' && value !== '-') return value;
  }
  return undefined;
}

function isApache(record: SensorRecord): boolean {
  return record['remote_addr'] === undefined && record['client_address'] === undefined;
}

/** Apache's %t comes in brackets. */
function unbracketed(time: unknown): unknown {
  return typeof time === 'string' && time.startsWith('[') && time.endsWith(']') ? time.slice(1, -1) : time;
}

/** nginx and Apache access logs in JSON: their formats are the administrator's, the variables' names are the server's. */
export const accessLog: JsonFormat = {
  name: 'access-log',
  recognise: (record) =>
    (record['request'] !== undefined ||
      record['request_uri'] !== undefined ||
      record['requestFirstLine'] !== undefined) &&
    (record['remote_addr'] !== undefined ||
      record['client_address'] !== undefined ||
      record['remoteIP'] !== undefined ||
      record['remote_ip'] !== undefined ||
      record['clientip'] !== undefined ||
      record['remote_host'] !== undefined),
  map(record, event, context) {
    const problem = setTime(
      event,
      context,
      record['time_local'],
      record['@timestamp'],
      record['time_iso8601'],
      record['timestamp'],
      unbracketed(record['time']),
      record['msec'],
    );
    if (problem !== undefined) return problem;
    const apache = isApache(record);
    if (apache) observe(event, 'apache', 'access', 'Apache', 'HTTP Server');
    else observe(event, 'nginx', 'access', 'F5', 'nginx');
    event['event.category'] = WEB;
    event['event.type'] = ACCESS;
    const code = status(
      firstOf(record, 'status', 'response_status', 'response', 'statusCode', 'status_code'),
    );
    event['http.response.status_code'] = code;
    if (code !== undefined) event['event.outcome'] = code < 400 ? 'success' : 'failure';
    event['source.ip'] = firstIp(
      record['remote_addr'],
      record['client_address'],
      record['remoteIP'],
      record['remote_ip'],
      record['clientip'],
      record['remote_host'],
    );
    event['source.port'] = decimalPort(firstOf(record, 'remote_port', 'client_port'));
    mapUpstream(record, event);
    event['user.name'] = told(firstOf(record, 'remote_user', 'auth', 'user'));
    const request = text(firstOf(record, 'request', 'requestFirstLine'));
    event['http.request.method'] =
      text(firstOf(record, 'request_method', 'method', 'verb', 'requestMethod')) ?? method(request);
    event['url.domain'] = told(firstOf(record, 'server_name', 'http_host', 'host', 'vhost'));
    const url =
      (request === undefined ? undefined : target(request)) ?? text(firstOf(record, 'request_uri', 'uri'));
    if (url !== undefined) mapUrl(url, event);
    event['http.request.referrer'] = told(
      firstOf(record, 'http_referer', 'http_referrer', 'referer', 'referrer'),
    );
    event['user_agent.original'] = told(
      firstOf(record, 'http_user_agent', 'user_agent', 'userAgent', 'agent'),
    );
    event['destination.bytes'] = decimalCount(
      firstOf(record, 'body_bytes_sent', 'bytes_sent', 'bytes', 'bytesSent'),
    );
    event['network.protocol'] = told(firstOf(record, 'http_scheme', 'scheme'))?.toLowerCase() ?? 'http';
    event['host.name'] = told(firstOf(record, 'host_name', 'hostname'));
    event.message = request;
    return undefined;
  },
};
