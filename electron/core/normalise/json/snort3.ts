import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { JsonFormat } from '../format.ts';
import { label, number, text } from '../read.ts';
import { zonedTime } from '../text/text-time.ts';
import { decimal, decimalCount, decimalPort, firstIp, observe, setTime, told, transport } from './values.ts';

const CATEGORY = ['network', 'intrusion_detection'] as const;
const INFO = ['info'] as const;
const ALLOWED = ['allowed'] as const;
const DENIED = ['denied'] as const;
const DENIALS: ReadonlySet<unknown> = new Set(['block', 'drop', 'reset', 'reject']);

const STAMP = /^(?:(\d{2}|\d{4})\/)?(\d{2})\/(\d{2})-(\d{2}):(\d{2}):(\d{2})\.(\d{3})\d{0,6}$/;

/** `12/16-20:33:33.603502`, with a year in front where Snort runs with -y. */
function stampParts(value: unknown): readonly string[] | undefined {
  const stamp = typeof value === 'string' && value.length < 40 ? STAMP.exec(value) : null;
  return stamp === null ? undefined : stamp;
}

/** The stamp is in local time; `seconds` is not, and the stamp then gives it its fraction. */
function alertTime(record: SensorRecord, received: number, timeZone: string): number | undefined {
  const parts = stampParts(record['timestamp']);
  const seconds = decimal(record['seconds']);
  if (seconds !== undefined && seconds >= 0) {
    return Math.floor(seconds) * 1000 + (parts === undefined ? 0 : Number(parts[7]));
  }
  if (parts === undefined) return undefined;
  const [month, day, hour, minute, second, ms] = parts.slice(2).map(Number);
  const at = (year: number): number =>
    zonedTime(Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second, ms), timeZone);
  const year = parts[1];
  if (year !== undefined) return at(year.length === 2 ? 2000 + Number(year) : Number(year));
  if (received <= 0) return undefined;
  const thisYear = new Date(received).getUTCFullYear();
  const time = at(thisYear);
  // A December's alert that comes in January.
  return time > received + 86_400_000 ? at(thisYear - 1) : time;
}

function level(priority: number | undefined): Severity {
  if (priority === 1) return 3;
  if (priority === 2) return 2;
  return priority === 3 ? 1 : 0;
}

/** `192.0.2.1:80` and `[2001:db8::1]:80`, where only the pair is written. */
function mapPair(pair: unknown, event: SocEvent, side: 'source' | 'destination'): void {
  const value = text(pair);
  if (value === undefined || event[`${side}.ip`] !== undefined) return;
  const colon = value.lastIndexOf(':');
  const host = colon < 0 ? value : value.slice(0, colon);
  event[`${side}.ip`] = firstIp(host.startsWith('[') ? host.slice(1, -1) : host);
  event[`${side}.port`] ??= colon < 0 ? undefined : decimalPort(value.slice(colon + 1));
}

/** Snort 3's alert_json. */
export const snort3: JsonFormat = {
  name: 'snort3',
  recognise: (record) =>
    (record['sid'] !== undefined || typeof record['rule'] === 'string') &&
    (record['pkt_num'] !== undefined ||
      record['pkt_gen'] !== undefined ||
      record['src_ap'] !== undefined ||
      record['gid'] !== undefined),
  map(record, event, context) {
    const problem = setTime(event, context, alertTime(record, event.received, context.timeZone));
    if (problem !== undefined) return problem;
    observe(event, 'snort', 'alert', 'Cisco', 'Snort', 'ids');
    event['event.kind'] = 'alert';
    event['event.category'] = CATEGORY;
    const action = text(record['action']);
    event['event.action'] = action;
    event['event.type'] = DENIALS.has(action) ? DENIED : action === 'allow' ? ALLOWED : INFO;
    const priority = number(record['priority']);
    event['event.severity'] = priority;
    event.severity = level(priority);
    event['rule.id'] = label(record['sid']) ?? text(record['rule'])?.split(':', 2)[1];
    event['rule.name'] = text(record['msg']);
    event['rule.category'] = told(record['class']);
    event.message = event['rule.name'];
    event['source.ip'] = firstIp(record['src_addr']);
    event['destination.ip'] = firstIp(record['dst_addr']);
    event['source.port'] = decimalPort(record['src_port']);
    event['destination.port'] = decimalPort(record['dst_port']);
    mapPair(record['src_ap'], event, 'source');
    mapPair(record['dst_ap'], event, 'destination');
    event['source.mac'] = text(record['eth_src'])?.toLowerCase();
    event['destination.mac'] = text(record['eth_dst'])?.toLowerCase();
    event['network.transport'] = transport(record['proto']);
    event['network.protocol'] = told(record['service'])?.toLowerCase();
    event['source.bytes'] = decimalCount(record['client_bytes']);
    event['destination.bytes'] = decimalCount(record['server_bytes']);
    event['source.packets'] = decimalCount(record['client_pkts']);
    event['destination.packets'] = decimalCount(record['server_pkts']);
    return undefined;
  },
};
