import { Reader } from 'maxmind';

/** A MaxMind-format file and its search tree as numbers. Goes from one thread to another without being copied. */
export interface AddressTree {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly left: Uint32Array<ArrayBuffer>;
  readonly right: Uint32Array<ArrayBuffer>;
  /** Where the walk stands after an IPv4 address's first 16 bits: it saves most of the way through cold memory. */
  readonly ipv4Nodes: Uint32Array<ArrayBuffer>;
}

const IPV4_HEADS = 65_536;

/** Half a second for a city file. @throws Error when the bytes are no such file */
export function readTree(bytes: Buffer<ArrayBuffer>): AddressTree {
  const { nodeCount, nodeByteSize, recordSize, ipVersion } = new Reader<never>(bytes).metadata;
  if (!(Number.isSafeInteger(nodeCount) && nodeCount >= 0 && nodeCount * nodeByteSize <= bytes.length)) {
    throw new Error('the file is cut short');
  }
  const left = new Uint32Array(nodeCount);
  const right = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const at = node * nodeByteSize;
    left[node] = readRecord(bytes, at, recordSize, false);
    right[node] = readRecord(bytes, at, recordSize, true);
  }
  let root = 0;
  if (ipVersion === 6) for (let bit = 0; bit < 96 && root < nodeCount; bit++) root = left[root] ?? nodeCount;
  const ipv4Nodes = new Uint32Array(IPV4_HEADS);
  for (let head = 0; head < IPV4_HEADS; head++) ipv4Nodes[head] = walkIpv4({ left, right }, root, head);
  return { bytes, left, right, ipv4Nodes };
}

/** Follows the lower 16 bits, or fewer when a leaf comes before. */
export function walkIpv4(
  { left, right }: Pick<AddressTree, 'left' | 'right'>,
  from: number,
  bits: number,
): number {
  const count = left.length;
  let node = from;
  for (let bit = 15; bit >= 0 && node < count; bit--) {
    node = ((bits >>> bit) & 1 ? right[node] : left[node]) ?? count;
  }
  return node;
}

/** One of a node's two records, of 24, 28 or 32 bits, big-endian; of 28 the top bits share the middle byte. */
function readRecord(bytes: Buffer, at: number, size: number, right: boolean): number {
  if (size === 24) return bytes.readUIntBE(at + (right ? 3 : 0), 3);
  if (size === 32) return bytes.readUInt32BE(at + (right ? 4 : 0));
  const middle = bytes[at + 3] ?? 0;
  return right
    ? (middle & 0x0f) * 0x1000000 + bytes.readUIntBE(at + 4, 3)
    : (middle >>> 4) * 0x1000000 + bytes.readUIntBE(at, 3);
}
