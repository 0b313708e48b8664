import { parseCidr } from '#core/base/ip.ts';

type Value = string | number | { readonly [key: string]: Value };

/** Bytes of a small IPv4 database in MaxMind's format, from networks and what is said of them. */
export function writeMmdb(entries: Readonly<Record<string, Value>>): Buffer {
  const nodes: [Link, Link][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  let dataSize = 0;
  for (const [network, value] of Object.entries(entries)) {
    const cidr = parseCidr(network);
    if (cidr?.family !== 4) throw new Error(`not an IPv4 network: ${network}`);
    let node = 0;
    for (let bit = 31; bit > 32 - cidr.prefix; bit--) {
      const side = (cidr.base >>> bit) & 1;
      const next = nodes[node]?.[side];
      if (next?.node !== undefined) node = next.node;
      else {
        link(nodes, node, side, { node: nodes.length });
        node = nodes.push([undefined, undefined]) - 1;
      }
    }
    link(nodes, node, (cidr.base >>> (32 - cidr.prefix)) & 1, { data: dataSize });
    const bytes = encode(value);
    data.push(bytes);
    dataSize += bytes.length;
  }
  const tree = Buffer.alloc(nodes.length * 8);
  nodes.forEach((pair, i) => {
    pair.forEach((side, j) => {
      const record = side?.node ?? (side?.data === undefined ? nodes.length : nodes.length + 16 + side.data);
      tree.writeUInt32BE(record, i * 8 + j * 4);
    });
  });
  const metadata = encode({
    node_count: nodes.length,
    record_size: 32,
    ip_version: 4,
    database_type: 'test',
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_767_225_600,
  });
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata]);
}

type Link = { readonly node?: number; readonly data?: number } | undefined;

function link(nodes: [Link, Link][], node: number, side: number, to: Link): void {
  const pair = nodes[node];
  if (pair) pair[side] = to;
}

/** UTF-8 text under 285 bytes, whole numbers as uint32, others as double, maps. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    const size = bytes.length < 29 ? [0x40 | bytes.length] : [0x40 | 29, bytes.length - 29];
    return Buffer.concat([Buffer.from(size), bytes]);
  }
  if (typeof value === 'number') {
    const whole = Number.isInteger(value) && value >= 0;
    const bytes = Buffer.alloc(whole ? 5 : 9);
    bytes[0] = whole ? 0xc4 : 0x68;
    if (whole) bytes.writeUInt32BE(value, 1);
    else bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  const entries = Object.entries(value);
  return Buffer.concat([
    Buffer.from([0xe0 | entries.length]),
    ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)]),
  ]);
}
