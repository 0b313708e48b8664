import type { SensorRecord } from '#contract/event.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, fields, text } from '../read.ts';
import { decimalCount, decimalPort, firstIp, observe, setTime, transport } from './values.ts';

const NETWORK = ['network'] as const;
const ENDED = ['connection', 'end'] as const;

/** One exporter's or collector's names for what a flow record says. */
interface FlowNames {
  readonly product: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly sourcePort: readonly string[];
  readonly targetPort: readonly string[];
  readonly protocol: readonly string[];
  readonly bytes: readonly string[];
  readonly packets: readonly string[];
  readonly bytesBack: readonly string[];
  readonly packetsBack: readonly string[];
  /** The export's own time first: a router's clocks of start and end may count from its boot. */
  readonly time: readonly string[];
  readonly exporter: readonly string[];
}

const IPFIX: FlowNames = {
  product: 'IPFIX',
  source: ['sourceIPv4Address', 'sourceIPv6Address'],
  target: ['destinationIPv4Address', 'destinationIPv6Address'],
  sourcePort: ['sourceTransportPort', 'tcpSourcePort', 'udpSourcePort'],
  targetPort: ['destinationTransportPort', 'tcpDestinationPort', 'udpDestinationPort'],
  protocol: ['protocolIdentifier'],
  bytes: ['octetDeltaCount', 'octetTotalCount'],
  packets: ['packetDeltaCount', 'packetTotalCount'],
  bytesBack: ['reverseOctetDeltaCount'],
  packetsBack: ['reversePacketDeltaCount'],
  time: ['@timestamp', 'timestamp', 'flowEndMilliseconds', 'flowStartMilliseconds', 'flowEndSeconds'],
  exporter: ['exporterIPv4Address', 'exporterIPv6Address'],
};

const NETFLOW: FlowNames = {
  product: 'NetFlow',
  source: ['IPV4_SRC_ADDR', 'IPV6_SRC_ADDR', 'ipv4_src_addr', 'ipv6_src_addr'],
  target: ['IPV4_DST_ADDR', 'IPV6_DST_ADDR', 'ipv4_dst_addr', 'ipv6_dst_addr'],
  sourcePort: ['L4_SRC_PORT', 'SRC_PORT', 'l4_src_port'],
  targetPort: ['L4_DST_PORT', 'DST_PORT', 'l4_dst_port'],
  protocol: ['PROTOCOL', 'PROTO', 'protocol'],
  bytes: ['IN_BYTES', 'IN_OCTETS', 'in_bytes'],
  packets: ['IN_PKTS', 'IN_PACKETS', 'in_pkts'],
  bytesBack: ['OUT_BYTES', 'OUT_OCTETS', 'out_bytes'],
  packetsBack: ['OUT_PKTS', 'OUT_PACKETS', 'out_pkts'],
  time: ['@timestamp', 'timestamp', 'UNIX_SECS', 'unix_secs', 'FLOW_END_MILLISECONDS'],
  exporter: ['EXPORTER_IPV4_ADDRESS', 'host'],
};

const NFDUMP: FlowNames = {
  product: 'nfdump',
  source: ['src4_addr', 'src6_addr'],
  target: ['dst4_addr', 'dst6_addr'],
  sourcePort: ['src_port'],
  targetPort: ['dst_port'],
  protocol: ['proto'],
  bytes: ['in_bytes'],
  packets: ['in_packets'],
  bytesBack: ['out_bytes'],
  packetsBack: ['out_packets'],
  time: ['received', 't_received', 'last', 't_last', 'first', 't_first'],
  exporter: ['ip4_router', 'ip6_router'],
};

const GOFLOW: FlowNames = {
  product: 'GoFlow2',
  source: ['src_addr'],
  target: ['dst_addr'],
  sourcePort: ['src_port'],
  targetPort: ['dst_port'],
  protocol: ['proto'],
  bytes: ['bytes'],
  packets: ['packets'],
  bytesBack: [],
  packetsBack: [],
  time: ['time_received_ns', 'time_received', 'time_flow_end_ns', 'time_flow_end'],
  exporter: ['sampler_address'],
};

const PMACCT: FlowNames = {
  product: 'pmacct',
  source: ['ip_src'],
  target: ['ip_dst'],
  sourcePort: ['port_src'],
  targetPort: ['port_dst'],
  protocol: ['ip_proto'],
  bytes: ['bytes'],
  packets: ['packets'],
  bytesBack: [],
  packetsBack: [],
  time: ['timestamp_arrival', 'timestamp_end', 'stamp_updated', 'timestamp_start', 'stamp_inserted'],
  exporter: ['peer_ip_src'],
};

function namesOf(record: SensorRecord): FlowNames | undefined {
  if (record['src4_addr'] !== undefined || record['src6_addr'] !== undefined) return NFDUMP;
  if (record['IPV4_SRC_ADDR'] !== undefined || record['IPV6_SRC_ADDR'] !== undefined) return NETFLOW;
  if (record['sourceIPv4Address'] !== undefined || record['sourceIPv6Address'] !== undefined) return IPFIX;
  if (record['sampler_address'] !== undefined && record['src_addr'] !== undefined) return GOFLOW;
  if (record['ip_src'] !== undefined && record['ip_dst'] !== undefined) return PMACCT;
  const inner = record['netflow'];
  if (inner === undefined) return undefined;
  const own = fields(inner);
  return own?.['ipv4_src_addr'] !== undefined || own?.['ipv6_src_addr'] !== undefined ? NETFLOW : undefined;
}

function values(record: Fields, keys: readonly string[]): unknown[] {
  return keys.map((key) => record[key]);
}

function read<T>(
  record: Fields,
  keys: readonly string[],
  as: (value: unknown) => T | undefined,
): T | undefined {
  for (const key of keys) {
    const value = as(record[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** NetFlow v5 and v9 and IPFIX, as nfdump, GoFlow2, pmacct, Logstash and plain exporters write them. */
export const netflow: JsonFormat = {
  name: 'netflow',
  recognise: (record) => namesOf(record) !== undefined,
  map(record, event, context) {
    const names = namesOf(record);
    if (names === undefined) return 'No flow record';
    const own = fields(record['netflow']) ?? record;
    const problem = setTime(event, context, ...values(own, names.time), record['@timestamp']);
    if (problem !== undefined) return problem;
    observe(event, 'netflow', 'flow', undefined, names.product, 'flow');
    event['event.category'] = NETWORK;
    event['event.type'] = ENDED;
    event['source.ip'] = firstIp(...values(own, names.source));
    event['destination.ip'] = firstIp(...values(own, names.target));
    event['source.port'] = read(own, names.sourcePort, decimalPort);
    event['destination.port'] = read(own, names.targetPort, decimalPort);
    event['network.transport'] = read(own, names.protocol, transport);
    event['source.bytes'] = read(own, names.bytes, decimalCount);
    event['source.packets'] = read(own, names.packets, decimalCount);
    event['destination.bytes'] = read(own, names.bytesBack, decimalCount);
    event['destination.packets'] = read(own, names.packetsBack, decimalCount);
    event['observer.name'] = read(own, names.exporter, text);
    return undefined;
  },
};
