import { Reader } from 'maxmind';
import { formatIpv4, formatIpv6 } from '#core/base/ip.ts';
import { type AddressTree, walkIpv4 } from './address-tree.ts';

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
  readonly #tree: AddressTree;
  readonly #nodeCount: number;
  readonly #decoded = new Map<number, T | undefined>();

  constructor(tree: AddressTree, decode: (answer: Answer) => T | undefined) {
    const { buffer, byteOffset, byteLength } = tree.bytes;
    this.#decode = decode;
    this.#reader = new Reader<never>(Buffer.from(buffer, byteOffset, byteLength));
    this.buildTime = this.#reader.metadata.buildEpoch.getTime();
    this.#tree = tree;
    this.#nodeCount = tree.left.length;
  }

  /** Undefined where the file says nothing. */
  ofIpv4(address: number): T | undefined {
    const node = walkIpv4(this.#tree, this.#tree.ipv4Nodes[address >>> 16] ?? this.#nodeCount, address);
    if (node <= this.#nodeCount) return undefined;
    return this.#decoded.has(node) ? this.#decoded.get(node) : this.#read(node, formatIpv4(address));
  }

  ofIpv6(groups: Uint16Array): T | undefined {
    const { left, right } = this.#tree;
    let node = 0;
    for (let bit = 0; bit < 128 && node < this.#nodeCount; bit++) {
      const group = groups[bit >> 4] ?? 0;
      node = ((group >>> (15 - (bit & 15))) & 1 ? right[node] : left[node]) ?? this.#nodeCount;
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
