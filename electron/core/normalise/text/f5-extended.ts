import { digits, given, pick } from './set.ts';
import type { VendorMapper } from './extended-vendors.ts';
import { labelled } from './extended.ts';

/** BIG-IP's modules (AFM, ASM, PSM) and request logging: the event is the header's name, the act its answer. */
export const f5Extended: VendorMapper = ({ product, name, pairs }, event) => {
  event['event.action'] = given(name) ?? event['event.action'];
  event['event.category'] = ['network'];
  event['event.type'] = ['info'];
  event['event.outcome'] ??= 'success';
  event['rule.name'] = labelled(pairs, 'acl_rule_name', 'policy_name') ?? given(name);
  event['observer.type'] = 'firewall';
  event['url.domain'] = pick(pairs, 'host') ?? event['url.domain'];
  const status = digits(pick(pairs, 'http_code') ?? labelled(pairs, 'response_code'));
  if (status !== undefined && status >= 100 && status <= 599) event['http.response.status_code'] = status;
  const attack = labelled(pairs, 'attack_type', 'violations', 'violation_details');
  if ((product === 'ASM' || product === 'PSM') && attack !== undefined) {
    event['event.kind'] = 'alert';
    event['rule.category'] = attack;
    event.message = attack;
  }
};
