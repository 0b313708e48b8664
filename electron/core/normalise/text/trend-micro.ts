import { digits } from './set.ts';
import type { VendorMapper } from './extended-vendors.ts';
import { labelled } from './extended.ts';
import { pick } from './set.ts';

/** Ids that stand for a kind of rule and not for one rule, as the syslog format reference has them. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['10', 'Custom Intrusion Prevention (IPS) rule'],
  ['20', 'Log-only Firewall rule'],
  ['21', 'Deny Firewall rule'],
  ['30', 'Custom Integrity Monitoring rule'],
  ['40', 'Custom Log Inspection rule'],
]);

/** Deep Security and Workload Security: agents report detections, managers what people did in them. */
export const trendMicro: VendorMapper = ({ product, id, name, pairs }, event) => {
  event['rule.name'] = KINDS.get(id) ?? event['rule.name'];
  event['event.type'] = ['info'];
  event['file.hash.md5'] = pick(pairs, 'TrendMicroDsFileMD5')?.toLowerCase() ?? labelled(pairs, 'md5');
  event['file.hash.sha256'] =
    pick(pairs, 'TrendMicroDsFileSHA256')?.toLowerCase() ?? event['file.hash.sha256'];
  event['organization.name'] = pick(pairs, 'TrendMicroDsTenant');
  if (!product.endsWith('Agent')) {
    const logon = /sign(?:ed|ing)? (?:in|out)|log(?:ged)? ?(?:on|in|out|off)/i.test(name);
    event['event.category'] = logon ? ['authentication'] : ['configuration'];
    event['event.outcome'] = /fail|denied|error/i.test(name) ? 'failure' : 'success';
    return;
  }
  event['event.category'] = ['intrusion_detection'];
  // Below 100 are the firewall's own log entries, from there on detections.
  if ((digits(id) ?? 0) >= 100) event['event.kind'] = 'alert';
};
