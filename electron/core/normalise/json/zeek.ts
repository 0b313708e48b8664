import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, first, text } from '../read.ts';
import { decimalPort, firstIp, observe, setTime, told, transport } from './values.ts';
import { isOwnStream, NETWORK, PROTOCOL, STREAMS, streamOf } from './zeek-streams.ts';

/** Zeek writes a connection's ends as dotted keys, or as an object where a pipeline has nested them. */
function end(record: SensorRecord, id: Fields | undefined, key: string): unknown {
  return record[`id.${key}`] ?? id?.[key];
}

function mapEnds(record: SensorRecord, event: SocEvent): void {
  const id = fields(record['id']);
  event['source.ip'] = firstIp(
    end(record, id, 'orig_h'),
    record['src'],
    first(record['tx_hosts']),
    record['host'],
  );
  event['source.port'] = decimalPort(end(record, id, 'orig_p')) ?? decimalPort(record['host_p']);
  event['destination.ip'] = firstIp(end(record, id, 'resp_h'), record['dst'], first(record['rx_hosts']));
  event['destination.port'] = decimalPort(end(record, id, 'resp_p')) ?? decimalPort(record['p']);
  event['network.transport'] = transport(record['proto']);
  // ICMP's type and code stand in the ports' places.
  if (event['network.transport']?.includes('icmp') === true) {
    event['source.port'] = undefined;
    event['destination.port'] = undefined;
  }
  event['network.community_id'] = text(record['community_id']);
}

const UID = /^C[A-Za-z0-9]{10,20}$/;

/** Zeek's logs in JSON, with or without the name of the log in each line. */
export const zeek: JsonFormat = {
  name: 'zeek',
  recognise(record) {
    if (record['ts'] === undefined) return false;
    if (record['id.orig_h'] !== undefined || typeof record['_path'] === 'string') return true;
    if (fields(record['id'])?.['orig_h'] !== undefined) return true;
    // Other programs have a `ts` too, and a status or a server's name with it.
    const uid = record['uid'];
    if (typeof uid === 'string' && UID.test(uid)) return true;
    return isOwnStream(record);
  },
  map(record, event, context) {
    const problem = setTime(event, context, record['ts'], record['_write_ts']);
    if (problem !== undefined) return problem;
    const path = text(record['_path'])?.slice(0, 64);
    const name = path ?? streamOf(record) ?? 'unknown';
    const stream = STREAMS.get(name);
    observe(event, 'zeek', name, 'Zeek', 'Zeek', 'ids');
    event['observer.name'] = told(record['_system_name']) ?? told(record['peer']);
    event['event.category'] = stream?.category ?? NETWORK;
    event['event.type'] = stream?.type ?? PROTOCOL;
    mapEnds(record, event);
    event['network.protocol'] = (
      told(record['service'])?.split(',', 1)[0] ?? stream?.protocol
    )?.toLowerCase();
    stream?.map?.(record, event);
    return undefined;
  },
};
