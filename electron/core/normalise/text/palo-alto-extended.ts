import { given, pick } from './set.ts';
import type { VendorMapper } from './extended-vendors.ts';
import { labelled } from './extended.ts';
import { paloAltoKind } from './palo-alto-kinds.ts';

/** PAN-OS by CEF or LEEF, from the firewall itself or from Cortex's log forwarding. */
export const paloAltoExtended: VendorMapper = ({ id, name, pairs }, event) => {
  const type = (given(pairs['Type']) ?? id).toUpperCase();
  const subtype = (pick(pairs, 'Subtype', 'PanOSSubtype') ?? name).toLowerCase();
  event['event.dataset'] = `palo-alto.${type.toLowerCase()}`;
  event['rule.name'] = labelled(pairs, 'Rule', 'Rule Name') ?? pick(pairs, 'RuleName', 'PanOSRuleMatched');
  event['host.name'] = pick(pairs, 'dvchost', 'PanOSCloudHostname', 'DeviceName') ?? event['host.name'];
  event['event.action'] = pick(pairs, 'act', 'action');
  paloAltoKind(type, subtype, event, pick(pairs, 'msg', 'PanOSEventStatus', 'reason') ?? '');
  if (type === 'THREAT') {
    const threat = pick(pairs, 'cat', 'PanOSThreatID', 'ThreatID');
    event['rule.category'] = threat;
  }
};
