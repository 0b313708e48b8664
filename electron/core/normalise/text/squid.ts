import { mapUrl } from '../eve-protocols.ts';
import { endOf } from '../plain-fields.ts';
import type { TextFormat } from '../format.ts';
import { digits, given, userOf } from './set.ts';
import { epochText } from './text-time.ts';

const LINE =
  /^(?:Info: )?(\d{9,10}\.\d{1,6}) {1,8}(\d{1,9}) (\S{1,64}) ([A-Z_]{3,64})\/(\d{3}) (\d{1,12}) ([A-Z_]{2,20}) (\S+) (\S{1,256}) ([A-Z_]{3,40})\/(\S{1,256})/;

/** Squid's own access log, as Cisco's web appliance writes it too. */
export const squid: TextFormat = {
  name: 'squid',
  recognise: (text) => LINE.test(text),
  map(text, event) {
    const m = LINE.exec(text);
    if (m === null) return 'Not a Squid access log line';
    event['@timestamp'] = epochText(m[1] ?? '');
    event['event.category'] = ['network', 'web'];
    event['event.type'] = ['access'];
    event['event.action'] = m[4];
    const code = Number(m[5]);
    // 000 is a request that got no answer.
    if (code >= 100) {
      event['http.response.status_code'] = code;
      event['event.outcome'] = code < 400 ? 'success' : 'failure';
    }
    event['source.ip'] = endOf(m[3])?.ip;
    event['destination.bytes'] = digits(m[6]);
    event['http.request.method'] = m[7];
    const url = given(m[8]);
    if (url !== undefined) mapUrl(url, event);
    // CONNECT names host and port alone.
    const tunnel = /^([\w.-]{1,253}):\d{1,5}$/.exec(url ?? '');
    event['url.domain'] ??= tunnel?.[1];
    event['user.name'] = userOf(m[9]);
    event['destination.ip'] = endOf(m[11])?.ip;
    event['network.transport'] = 'tcp';
    event['observer.vendor'] = 'Squid';
    event['observer.product'] = 'Squid';
    event['observer.type'] = 'proxy';
    return undefined;
  },
};
