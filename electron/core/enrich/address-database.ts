import { Reader } from 'maxmind';
import { formatIpv4, formatIpv6 } from '#core/base/ip.ts';

/** A map of a file's data section, keys and values as the file has them. */
export type Answer = Readonly<Record<string, unknown>>;

/** Answers kept decoded. A country file has hundreds, a city file hundreds of thousands: it starts anew when full. */
const MAX_DECODED = 16_384;

/**
 * What a MaxMind-format file says of an address. The tree is walked here on numbers, because a reader that takes
 * text costs 2 µs an address and a flood brings thousands of new ones a second; the reader decodes each answer once.
 */
export class AddressDatabase<T> {
  readonly buildTime: number;
  readonly #reader: Reader<never>;
  readonly #decode: (answer: Answer) => T | undefined;
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;
  readonly #nodeCount: number;
  /** Where the walk stands after an IPv4 address's first 16 bits: it saves most of the way through cold memory. */
  readonly #ipv4Nodes = new Uint32Array(65536);
  readonly #decoded = new Map<number, T | undefined>();

  /** @throws Error when the bytes are no such file */
  constructor(bytes: Buffer, decode: (answer: Answer) => T | undefined) {
    this.#decode = decode;
    this.#reader = new Reader<never>(bytes);
    const { nodeCount, nodeByteSize, recordSize, ipVersion, buildEpoch } = this.#reader.metadata;
    if (!(nodeCount * nodeByteSize <= bytes.length)) throw new Error('the file is cut short');
    this.buildTime = buildEpoch.getTime();
    this.#nodeCount = nodeCount;
    this.#left = new Uint32Array(nodeCount);
    this.#right = new Uint32Array(nodeCount);
    for (let node = 0; node < nodeCount; node++) {
      const at = node * nodeByteSize;
      this.#left[node] = readRecord(bytes, at, recordSize, false);
      this.#right[node] = readRecord(bytes, at, recordSize, true);
    }
    let root = 0;
    if (ipVersion === 6) {
      for (let bit = 0; bit < 96 && root < nodeCount; bit++) root = this.#left[root] ?? nodeCount;
    }
    for (let high = 0; high < 65536; high++) this.#ipv4Nodes[high] = this.#walk(root, high);
  }

  /** Undefined where the file says nothing. */
  ofIpv4(address: number): T | undefined {
    const node = this.#walk(this.#ipv4Nodes[address >>> 16] ?? this.#nodeCount, address);
    if (node <= this.#nodeCount) return undefined;
    return this.#decoded.has(node) ? this.#decoded.get(node) : this.#read(node, formatIpv4(address));
  }

  /** Follows the lower 16 bits, or fewer when a leaf comes before. */
  #walk(from: number, bits: number): number {
    const count = this.#nodeCount;
    let node = from;
    for (let bit = 15; bit >= 0 && node < count; bit--) {
      node = ((bits >>> bit) & 1 ? this.#right[node] : this.#left[node]) ?? count;
    }
    return node;
  }

  ofIpv6(groups: Uint16Array): T | undefined {
    let node = 0;
    for (let bit = 0; bit < 128 && node < this.#nodeCount; bit++) {
      const group = groups[bit >> 4] ?? 0;
      node = ((group >>> (15 - (bit & 15))) & 1 ? this.#right[node] : this.#left[node]) ?? this.#nodeCount;
    }
    if (node <= this.#nodeCount) return undefined;
    return this.#decoded.has(node) ? this.#decoded.get(node) : this.#read(node, formatIpv6(groups));
  }

  #read(node: number, address: string): T | undefined {
    let answer: unknown;
    try {
      answer = this.#reader.get(address);
    } catch {
      // One damaged answer in a file that otherwise reads: nothing is known of these addresses.
    }
    const decoded =
      typeof answer === 'object' && answer !== null ? this.#decode(answer as Answer) : undefined;
    if (this.#decoded.size >= MAX_DECODED) this.#decoded.clear();
    this.#decoded.set(node, decoded);
    return decoded;
  }
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
