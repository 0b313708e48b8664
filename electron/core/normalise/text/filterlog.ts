import type { TextFormat } from '../format.ts';
import { given, setDestination, setSource, transportOf } from './set.ts';

const HEAD =
  /^\d{1,6},\d{0,6},[^,]{0,64},[^,]{0,40},[\w.]{1,32},[\w-]{1,16},(?:pass|block|reject|nat|rdr|binat),(?:in|out),[46],/;

/** The packet filter of pfSense and OPNsense: columns, after the version of IP. */
export const filterlog: TextFormat = {
  name: 'filterlog',
  recognise: (text) => HEAD.test(text),
  map(text, event) {
    const columns = text.trim().split(',', 32);
    const six = columns[8] === '6';
    const at = six ? 15 : 18;
    const action = columns[6] ?? '';
    event['event.category'] = ['network'];
    event['event.type'] = [
      action === 'pass' ? 'allowed' : action === 'block' || action === 'reject' ? 'denied' : 'info',
    ];
    event['event.action'] = action;
    // The rule did what it is for, be it to refuse.
    event['event.outcome'] = 'success';
    event['rule.id'] = given(columns[3]);
    event['network.transport'] = transportOf(six ? columns[12] : columns[16]);
    const ports = event['network.transport'] === 'tcp' || event['network.transport'] === 'udp';
    setSource(event, columns[at], ports ? columns[at + 2] : undefined);
    setDestination(event, columns[at + 1], ports ? columns[at + 3] : undefined);
    event['observer.product'] = 'filterlog';
    event['observer.type'] = 'firewall';
    return undefined;
  },
};
