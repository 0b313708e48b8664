import { mapFortigate } from './fortigate.ts';
import type { VendorMapper } from './extended-vendors.ts';
import { noPairs } from './pairs.ts';
import { given } from './set.ts';

const PREFIX = /^(?:FTNTFGT|FortinetFortiGate)/;

/** CEF keys that FortiOS fills, by its own names for them. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  src: 'srcip',
  dst: 'dstip',
  spt: 'srcport',
  dpt: 'dstport',
  proto: 'proto',
  act: 'action',
  app: 'service',
  msg: 'msg',
  outcome: 'outcome',
  request: 'url',
  suser: 'user',
  out: 'sentbyte',
  in: 'rcvdbyte',
  fname: 'filename',
  dhost: 'hostname',
  requestClientApplication: 'agent',
  reason: 'reason',
};

/** FortiOS by CEF: its own keys behind a prefix, and `cat=type:subtype`. */
export const fortigateExtended: VendorMapper = (line, event, context) => {
  if (!/^fortigate$/i.test(line.product)) return;
  const pairs = noPairs();
  for (const [key, value] of Object.entries(line.pairs)) {
    if (value === '') continue;
    const own = PREFIX.test(key) ? key.replace(PREFIX, '') : OWN_NAMES[key];
    if (own === undefined || own === '@timestamp') continue;
    pairs[own] ??= value;
  }
  const [type, subtype] = (given(line.pairs['cat']) ?? line.name.split(' ')[0] ?? '').split(':');
  pairs['type'] ??= type ?? '';
  pairs['subtype'] ??= subtype ?? '';
  const { 'event.severity': number, severity } = event;
  const user = event['user.name'];
  mapFortigate(pairs, event, context);
  event['user.name'] ??= user;
  event['event.severity'] = number;
  if (event['event.kind'] !== 'alert' && severity > event.severity) event.severity = severity;
  // As in all CEF: the header's id; FortiOS's own stay in the record.
  event['rule.id'] = line.id;
};
