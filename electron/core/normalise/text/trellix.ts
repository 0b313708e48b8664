import { severityWord } from '../severity-word.ts';
import type { VendorMapper } from './extended-vendors.ts';
import { labelled } from './extended.ts';
import { pick } from './set.ts';

/** Trellix (FireEye) Network Security: the alert's class is the header's name. */
const CATEGORIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['domain-match', ['network']],
  ['malware-callback', ['intrusion_detection']],
  ['infection-match', ['intrusion_detection']],
  ['ips-event', ['intrusion_detection']],
  ['riskware-callback', ['intrusion_detection']],
  ['web-infection', ['intrusion_detection']],
  ['smtp-malware', ['malware', 'email']],
  ['malware-object', ['malware']],
  ['riskware-object', ['malware']],
]);

export const trellix: VendorMapper = ({ name, pairs }, event) => {
  event['event.kind'] = 'alert';
  event['event.dataset'] = `trellix.${name}`;
  event['event.category'] = CATEGORIES.get(name) ?? ['intrusion_detection'];
  event['event.type'] = ['info'];
  const signature = labelled(pairs, 'sname', 'Signature Name');
  if (signature !== undefined) event['rule.name'] = signature;
  event['rule.category'] = name;
  event['rule.id'] = labelled(pairs, 'sid') ?? event['rule.id'];
  event['file.hash.sha256'] ??= labelled(pairs, 'sha256sum');
  event.message = pick(pairs, 'msg') ?? signature ?? name;
  event.severity = Math.max(event.severity, severityWord('low') ?? 1) as typeof event.severity;
};
