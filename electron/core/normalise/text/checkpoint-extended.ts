import { given, pick } from './set.ts';
import { checkpointKind } from './checkpoint.ts';
import type { VendorMapper } from './extended-vendors.ts';
import { labelled } from './extended.ts';

/** Check Point's Log Exporter in CEF. */
export const checkpointExtended: VendorMapper = ({ product, id, name, pairs }, event) => {
  event['event.dataset'] = `checkpoint.${product}`;
  event['rule.id'] = pick(pairs, 'rule_uid', 'rule');
  event['rule.name'] =
    labelled(pairs, 'Rule Name', 'Threat Prevention Rule Name') ?? given(pairs['rule_name']);
  event['host.name'] = originName(pairs['originsicname']) ?? event['host.name'];
  event.message = pick(pairs, 'msg', 'reason') ?? name;
  checkpointKind(product, event);
  if (event['event.kind'] === 'alert') {
    event['rule.name'] = labelled(pairs, 'Protection Name') ?? name;
    event['rule.category'] = id;
  }
};

/** `CN=gateway,O=management…`: the gateway. */
export function originName(sic: string | undefined): string | undefined {
  const match = /CN\\*=([^,]{1,255})/.exec((sic ?? '').slice(0, 300));
  return match?.[1];
}
