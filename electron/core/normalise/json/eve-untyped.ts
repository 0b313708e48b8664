import { normaliseEve } from '../eve.ts';
import type { JsonFormat } from '../format.ts';
import { fields, text } from '../read.ts';

/** Sections that name an event's type, the graver first: an alert carries its flow and its protocol too. */
const TYPES = [
  'alert',
  'anomaly',
  'fileinfo',
  'http',
  'dns',
  'tls',
  'ssh',
  'smb',
  'smtp',
  'ftp',
  'netflow',
  'flow',
];

/** EVE whose `event_type` a pipeline has taken away. */
export const eveUntyped: JsonFormat = {
  name: 'eve-untyped',
  recognise: (record) =>
    record['event_type'] === undefined &&
    record['flow_id'] !== undefined &&
    typeof record['timestamp'] === 'string' &&
    typeof record['src_ip'] === 'string' &&
    typeof record['proto'] === 'string' &&
    TYPES.some((type) => fields(record[type]) !== undefined),
  map(record, event) {
    const type = TYPES.find((name) => fields(record[name]) !== undefined) ?? 'flow';
    return normaliseEve({ ...record, event_type: type, timestamp: text(record['timestamp']) ?? '' }, event);
  },
};
