import type { TextFormat } from '../format.ts';
import { digits, setDestination, setSource, transportOf } from './set.ts';

const LINE =
  /^[2-9] (?:\d{6,12}|unknown) (eni-[\da-f]{1,32}) (\S{1,45}) (\S{1,45}) (\d{1,5}|-) (\d{1,5}|-) (\d{1,3}|-) (\d{1,15}|-) (\d{1,15}|-) (\d{9,10}) (\d{9,10}) (ACCEPT|REJECT|-) (OK|NODATA|SKIPDATA)/;

/** A record of AWS' VPC flow logs in the default order of fields. */
export const vpcFlow: TextFormat = {
  name: 'vpc-flow',
  recognise: (text) => LINE.test(text),
  map(text, event) {
    const m = LINE.exec(text);
    if (m === null) return 'Not a VPC flow record';
    event['@timestamp'] = Number(m[9]) * 1000;
    event['event.category'] = ['network'];
    event['event.type'] = ['connection', m[11] === 'REJECT' ? 'denied' : 'allowed'];
    event['event.action'] = m[11] === '-' ? undefined : m[11]?.toLowerCase();
    event['event.outcome'] = 'success';
    event['host.name'] ??= m[1];
    setSource(event, m[2], m[4]);
    setDestination(event, m[3], m[5]);
    event['network.transport'] = transportOf(m[6]);
    event['source.packets'] = digits(m[7]);
    event['source.bytes'] = digits(m[8]);
    event['observer.vendor'] = 'AWS';
    event['observer.product'] = 'VPC Flow Logs';
    return undefined;
  },
};
