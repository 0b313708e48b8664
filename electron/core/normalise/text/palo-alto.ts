import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { FormatContext, TextFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { readCsv } from './csv.ts';
import { paloAltoKind } from './palo-alto-kinds.ts';
import { noPairs, type Pairs } from './pairs.ts';
import { addressOf, digits, given, setDestination, setSource, transportOf, userOf } from './set.ts';
import { parseTextTime } from './text-time.ts';

/** PAN-OS syslog: values in the order of the field reference; `_` is a field that nothing here asks for. */
const HEAD = ['_', 'receive_time', 'serial', 'type', 'subtype', '_', 'generated_time'];
const SESSION =
  'src dst natsrc natdst rule srcuser dstuser app vsys from to inbound_if outbound_if logset _ sessionid repeatcnt sport dport natsport natdport flags proto action'.split(
    ' ',
  );

const LAYOUTS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'TRAFFIC',
    [
      ...SESSION,
      ...'bytes bytes_sent bytes_received packets start elapsed category _ seqno actionflags srcloc dstloc _ pkts_sent pkts_received session_end_reason _ _ _ _ vsys_name device_name'.split(
        ' ',
      ),
    ],
  ],
  [
    'THREAT',
    [
      ...SESSION,
      ...'misc threatid category severity direction seqno actionflags srcloc dstloc _ contenttype _ filedigest cloud url_idx user_agent filetype xff referer sender subject recipient _ _ _ _ _ vsys_name device_name'.split(
        ' ',
      ),
    ],
  ],
  [
    'SYSTEM',
    'vsys eventid object _ _ module severity opaque seqno actionflags _ _ _ _ vsys_name device_name'.split(
      ' ',
    ),
  ],
  [
    'CONFIG',
    'host vsys cmd admin client result path before_change after_change seqno actionflags _ _ _ _ vsys_name device_name'.split(
      ' ',
    ),
  ],
  [
    'GLOBALPROTECT',
    'vsys eventid stage auth_method tunnel_type srcuser srcregion machinename public_ip public_ipv6 private_ip private_ipv6 hostid serialnumber client_ver client_os client_os_ver repeatcnt reason error opaque status location login_duration connect_method error_code portal seqno actionflags'.split(
      ' ',
    ),
  ],
  ['HIPMATCH', 'srcuser vsys machinename os src matchname repeatcnt matchtype'.split(' ')],
  [
    'USERID',
    'vsys src srcuser datasourcename eventid repeatcnt timeout sport dport datasource datasourcetype seqno'.split(
      ' ',
    ),
  ],
  [
    'AUTHENTICATION',
    'vsys src srcuser normalize_user object authpolicy repeatcnt authid vendor logset serverprofile desc clienttype event factorno seqno'.split(
      ' ',
    ),
  ],
]);

/** Newer versions end a line with the time to the ms and its zone. */
const PRECISE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function timeOf(values: readonly string[], fields: Pairs, event: SocEvent, context: FormatContext): void {
  const precise = values.find((value, i) => i > 7 && PRECISE.test(value));
  for (const stamp of [precise, fields['generated_time'], fields['receive_time']]) {
    if (stamp === undefined) continue;
    const time = parseTextTime(stamp, context.timeZone, event.received);
    if (Number.isNaN(time)) continue;
    event['@timestamp'] = time;
    return;
  }
}

function threat(fields: Pairs, event: SocEvent): void {
  const misc = given(fields['misc']);
  if (fields['subtype'] === 'url' && misc !== undefined) {
    // The log leaves the scheme out.
    mapUrl(misc.includes('://') ? misc : `https://${misc}`, event);
  } else if (misc !== undefined) event['file.name'] = misc;
  const match = /^(.*?)\(?(\d{1,12})\)$/.exec((fields['threatid'] ?? '').slice(0, 512));
  const name = given(match?.[1]?.trim());
  event['rule.category'] = name ?? given(fields['category']);
  event.message = name ?? misc;
  event['user_agent.original'] = given(fields['user_agent']);
  event['http.request.referrer'] = given(fields['referer']);
}

const QUOTED_USER = /\buser(?:name)? '([^']{1,255})'/i;

/** What a system log says in words. */
function system(fields: Pairs, event: SocEvent): void {
  const text = fields['opaque'] ?? '';
  event.message = given(text);
  const head = text.slice(0, 1024);
  event['user.name'] = userOf(QUOTED_USER.exec(head)?.[1] ?? /\buser:? ([^\s',]{1,255})/i.exec(head)?.[1]);
  setSource(
    event,
    /\b(?:From|initiated by|source|client IP)(?: IP)?:? ([\da-fA-F.:]{2,45}?)[.,;]?(?=\s|$)/i.exec(head)?.[1],
  );
  const server =
    /\b(?:server address '|connected to server |to server )([\da-fA-F.]{7,45})(?::(\d{1,5}))?/i.exec(head);
  setDestination(event, server?.[1], server?.[2]);
  if (fields['subtype'] === 'auth' && /success/i.test(event['event.action'] ?? ''))
    event['event.type'] = ['start'];
}

function mapFields(type: string, fields: Pairs, event: SocEvent): void {
  const subtype = (fields['subtype'] ?? '').toLowerCase();
  event['event.action'] = given(fields['action']) ?? given(fields['eventid']) ?? given(fields['cmd']);
  setSource(event, given(fields['src']) ?? fields['public_ip'] ?? fields['client'], fields['sport']);
  setDestination(event, fields['dst'], fields['dport']);
  event['source.bytes'] = digits(fields['bytes_sent']);
  event['destination.bytes'] = digits(fields['bytes_received']);
  event['source.packets'] = digits(fields['pkts_sent']);
  event['destination.packets'] = digits(fields['pkts_received']);
  event['network.transport'] = transportOf(fields['proto']);
  event['network.protocol'] = given(fields['app'])?.toLowerCase();
  event['user.name'] = userOf(given(fields['srcuser']) ?? fields['admin']);
  event['rule.name'] = given(fields['rule']);
  event['observer.name'] = given(fields['device_name']);
  event['host.name'] = given(fields['machinename']) ?? given(fields['device_name']) ?? event['host.name'];
  const word = given(fields['severity']);
  event.severity = word === undefined ? 0 : (severityWord(word) ?? 0);
  paloAltoKind(type, subtype, event, fields['status'] ?? fields['result'] ?? fields['opaque'] ?? '');
  if (type === 'THREAT') threat(fields, event);
  if (type === 'SYSTEM') system(fields, event);
  if (type === 'GLOBALPROTECT') {
    event['event.outcome'] = /fail|error/i.test(fields['status'] ?? '') ? 'failure' : 'success';
    if (/logout/i.test(`${fields['eventid'] ?? ''} ${fields['stage'] ?? ''}`)) event['event.type'] = ['end'];
  }
  event.message ??= [type, subtype, event['event.action']].filter((part) => part !== undefined).join(' ');
}

/** Future use, receive time, serial, type: behind what is left of a header if need be. */
const START = /(?:^|\s)\d{1,3},[^,]{4,32},[^,]{0,32},[A-Z][A-Z_-]{2,20},/;

export const paloAlto: TextFormat = {
  name: 'palo-alto',
  recognise: (text) => START.test(text.slice(0, 200)),
  map(text, event, context) {
    const start = START.exec(text.slice(0, 200));
    const values = readCsv(text.slice(start === null ? 0 : start.index).trimStart());
    const type = values[3] ?? '';
    const fields = noPairs();
    for (const [i, name] of [...HEAD, ...(LAYOUTS.get(type) ?? [])].entries()) {
      const value = values[i];
      if (name !== '_' && value !== undefined) fields[name] = value;
    }
    event.record = fields;
    event['observer.vendor'] = 'Palo Alto Networks';
    event['observer.product'] = 'PAN-OS';
    event['observer.type'] = 'firewall';
    event['event.dataset'] = `palo-alto.${type.toLowerCase()}`;
    timeOf(values, fields, event, context);
    mapFields(type, fields, event);
    event['source.ip'] ??= addressOf(fields['private_ip']);
    return undefined;
  },
};
