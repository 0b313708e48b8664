import type { TextFormat } from '../format.ts';
import { readPairs } from './pairs.ts';
import { digits, setDestination, setSource, transportOf } from './set.ts';

const ACTIONS = /\b(ACCEPT|DROP|REJECT|DENY|BLOCK|LOG|ALLOW|INVALID)(?:ED|ING|PED)?\b/i;

/** iptables and nftables: `prefix IN=… OUT=… SRC=… DST=…`. The prefix is the administrator's own. */
export const netfilter: TextFormat = {
  name: 'netfilter',
  recognise(text) {
    const head = text.slice(0, 400);
    return (
      /(?:^|[\s\]])IN=\S{0,16} OUT=/.test(head) &&
      / SRC=/.test(text.slice(0, 1000)) &&
      / DST=/.test(text.slice(0, 1000))
    );
  },
  map(text, event) {
    const start = Math.max(0, text.indexOf('IN='));
    const prefix = text
      .slice(0, start)
      .replace(/^\[ {0,10}\d{1,10}\.\d{1,9}\] ?/, '')
      .trim();
    const pairs = readPairs(text, start);
    event.record = pairs;
    event['event.category'] = ['network'];
    const action = ACTIONS.exec(prefix.slice(0, 128))?.[1]?.toLowerCase();
    event['event.action'] = action;
    // The rule did what it is for, be it to refuse.
    if (action !== undefined) event['event.outcome'] = 'success';
    event['event.type'] = [
      action === undefined || action === 'log'
        ? 'info'
        : action === 'accept' || action === 'allow'
          ? 'allowed'
          : 'denied',
    ];
    event['rule.name'] = prefix === '' ? undefined : prefix.replace(/:$/, '');
    setSource(event, pairs['SRC'], pairs['SPT']);
    setDestination(event, pairs['DST'], pairs['DPT']);
    event['network.transport'] = transportOf(pairs['PROTO']);
    event['source.bytes'] = digits(pairs['LEN']);
    event['observer.vendor'] = 'Linux';
    event['observer.product'] = 'netfilter';
    event['observer.type'] = 'firewall';
    const macs = pairs['MAC']?.split(':');
    if (macs !== undefined && macs.length === 14) {
      event['destination.mac'] = macs.slice(0, 6).join(':');
      event['source.mac'] = macs.slice(6, 12).join(':');
    }
    return undefined;
  },
};
