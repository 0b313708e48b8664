import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { FormatContext } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { baseName } from '../json/values.ts';
import type { Extended } from './cef-header.ts';
import type { Pairs } from './pairs.ts';
import { addressOf, digits, given, pick, setDestination, setSource, transportOf, userOf } from './set.ts';
import { parseTextTime, zoneOffset } from './text-time.ts';

/** CEF's dictionary, short and long names, and LEEF's attributes: what all vendors' lines have in common. */

const CUSTOM = ['cs1', 'cs2', 'cs3', 'cs4', 'cs5', 'cs6', 'cn1', 'cn2', 'cn3', 'cn4'].concat(
  ['c6a1', 'c6a2', 'c6a3', 'c6a4', 'flexString1', 'flexString2', 'flexNumber1', 'flexNumber2'],
  ['cfp1', 'cfp2', 'cfp3', 'cfp4', 'deviceCustomDate1', 'deviceCustomDate2', 'flexDate1'],
);

/** The value of a custom field by its label: `cs1Label=Rule cs1=allow`. */
export function labelled(pairs: Pairs, ...labels: readonly string[]): string | undefined {
  for (const field of CUSTOM) {
    const label = pairs[`${field}Label`];
    if (label === undefined || !labels.includes(label)) continue;
    const value = given(pairs[field]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** CEF: 0 to 10, or Low, Medium, High, Very-High. LEEF: 1 to 10. */
export function cefSeverity(text: string): Severity {
  if (/^\d{1,2}$/.test(text)) {
    const number = Number(text);
    if (number >= 9) return 4;
    if (number >= 7) return 3;
    if (number >= 4) return 2;
    return number > 0 ? 1 : 0;
  }
  return text.toLowerCase() === 'very-high' ? 4 : (severityWord(text) ?? 0);
}

const OUTCOMES: ReadonlyMap<string, SocEvent['event.outcome']> = new Map([
  ['success', 'success'],
  ['succeeded', 'success'],
  ['successful', 'success'],
  ['succeed', 'success'],
  ['ok', 'success'],
  ['allowed', 'success'],
  ['failure', 'failure'],
  ['failed', 'failure'],
  ['fail', 'failure'],
  ['error', 'failure'],
  ['denied', 'failure'],
  ['unknown', 'unknown'],
]);

export function outcomeOf(word: string | undefined): SocEvent['event.outcome'] {
  return word === undefined ? undefined : OUTCOMES.get(word.toLowerCase());
}

/** Start before end before receipt: the event's own time, not the relay's. */
const TIME_KEYS = ['start', 'startTime', 'end', 'endTime', 'rt', 'deviceReceiptTime', 'devTime'];

function timeOf(pairs: Pairs, event: SocEvent, context: FormatContext): void {
  const named = given(pairs['dtz'] ?? pairs['deviceTimeZone']);
  const offset = named === undefined ? undefined : zoneOffset(named);
  for (const key of TIME_KEYS) {
    const value = given(pairs[key]);
    if (value === undefined) continue;
    const zone = offset !== undefined ? 'UTC' : (named ?? context.timeZone);
    const time = parseTextTime(value, zone, event.received);
    if (Number.isNaN(time)) continue;
    event['@timestamp'] = offset === undefined || /^\d+$/.test(value) ? time : time - offset;
    return;
  }
}

function files(pairs: Pairs, event: SocEvent): void {
  const path = pick(pairs, 'filePath', 'fileName', 'fname');
  if (path !== undefined) {
    const name = baseName(path);
    event['file.name'] = given(pairs['fname']) ?? given(name);
    if (name !== path) event['file.path'] = path;
  }
  event['file.size'] = digits(pairs['fsize'] ?? pairs['fileSize']);
  const hash = given(pairs['fileHash'])?.toLowerCase();
  if (hash === undefined || !/^[\da-f]+$/.test(hash)) return;
  if (hash.length === 32) event['file.hash.md5'] = hash;
  if (hash.length === 64) event['file.hash.sha256'] = hash;
}

function endpoints(pairs: Pairs, event: SocEvent): void {
  const source = ['Source IPv6 Address', 'source_address', 'Attacker IP', 'Source IPv6', 'Source Address'];
  const target = ['Destination IPv6 Address', 'destination_address', 'Victim IP', 'Destination IPv6'];
  setSource(event, pick(pairs, 'src', 'sourceAddress'), pick(pairs, 'spt', 'sourcePort', 'srcPort'));
  setDestination(
    event,
    pick(pairs, 'dst', 'destinationAddress'),
    pick(pairs, 'dpt', 'destinationPort', 'dstPort'),
  );
  event['source.ip'] ??= addressOf(labelled(pairs, ...source));
  event['destination.ip'] ??= addressOf(labelled(pairs, ...target));
  event['source.mac'] = pick(pairs, 'smac', 'sourceMacAddress', 'srcMAC');
  event['destination.mac'] = pick(pairs, 'dmac', 'destinationMacAddress', 'dstMAC');
  event['source.bytes'] = digits(pick(pairs, 'out', 'bytesOut', 'srcBytes'));
  event['destination.bytes'] = digits(pick(pairs, 'in', 'bytesIn', 'dstBytes'));
  event['network.transport'] = transportOf(pick(pairs, 'proto', 'transportProtocol'));
  event['network.protocol'] = pick(pairs, 'app', 'applicationProtocol')?.toLowerCase();
}

/** Fills what the standards define; the vendor's own mapper comes after and may set it right. */
export function mapExtended(line: Extended, event: SocEvent, context: FormatContext): void {
  const { pairs } = line;
  event.record = pairs;
  timeOf(pairs, event, context);
  event['observer.vendor'] = given(line.vendor);
  event['observer.product'] = given(line.product);
  event['observer.name'] = pick(pairs, 'dvchost', 'deviceHostName');
  event['host.name'] = pick(pairs, 'dvchost', 'deviceHostName', 'identHostName') ?? event['host.name'];
  event['host.ip'] = addressOf(pick(pairs, 'dvc', 'deviceAddress')) ?? event['host.ip'];
  event['rule.id'] = given(line.id);
  event['rule.name'] =
    labelled(pairs, 'Rule Name', 'Rule', 'acl_rule_name', 'Policy Name') ?? given(line.name);
  event['event.action'] = pick(pairs, 'act', 'deviceAction', 'action', 'Action') ?? given(pairs['reason']);
  event['event.outcome'] = outcomeOf(pick(pairs, 'outcome', 'eventOutcome'));
  event.message = pick(pairs, 'msg', 'message') ?? given(line.name);
  const severity = given(line.severity);
  // `Unknown` leaves what the syslog header said.
  if (severity !== undefined && severity !== 'Unknown') {
    event.severity = cefSeverity(severity);
    event['event.severity'] = digits(severity) ?? event['event.severity'];
  }
  endpoints(pairs, event);
  event['user.name'] = userOf(
    pick(pairs, 'suser', 'sourceUserName', 'usrName', 'duser', 'destinationUserName'),
  );
  const url = pick(pairs, 'request', 'requestUrl', 'url');
  if (url !== undefined) mapUrl(url, event);
  event['http.request.method'] = pick(pairs, 'requestMethod', 'method');
  event['user_agent.original'] = pick(pairs, 'requestClientApplication', 'userAgent');
  event['process.name'] = pick(pairs, 'sproc', 'sourceProcessName', 'dproc', 'deviceProcessName');
  event['process.pid'] = digits(pick(pairs, 'spid', 'dpid', 'dvcpid'));
  files(pairs, event);
  if (event['source.ip'] !== undefined || event['destination.ip'] !== undefined) {
    event['event.category'] = ['network'];
    event['event.type'] = ['info'];
  }
}
