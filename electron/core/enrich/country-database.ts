import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CountryResponse, Reader } from 'maxmind';
import { formatIpv4, formatIpv6 } from '#core/base/ip.ts';

/** CC0, from the registries' whois data: country only. */
const BUNDLED = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

type Answer = { readonly country_code?: unknown } & CountryResponse;

/**
 * Country of an address from a MaxMind-format file. The tree is walked here on numbers, because a reader that takes
 * text costs 2 µs an address and a flood brings thousands of new ones a second; the reader decodes each of the few
 * hundred answers once.
 */
export class CountryDatabase {
  readonly buildTime: number;
  readonly #reader: Reader<Answer>;
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;
  readonly #nodeCount: number;
  /** Where the walk stands after an IPv4 address's first 16 bits: it saves most of the way through cold memory. */
  readonly #ipv4Nodes = new Uint32Array(65536);
  readonly #codes = new Map<number, string>();

  constructor(path: string = fileURLToPath(import.meta.resolve(BUNDLED))) {
    const bytes = readFileSync(path);
    this.#reader = new Reader<Answer>(bytes);
    const { nodeCount, nodeByteSize, recordSize, ipVersion, buildEpoch } = this.#reader.metadata;
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

  /** ISO code in upper case, or '' where the database has none. */
  ofIpv4(address: number): string {
    const node = this.#walk(this.#ipv4Nodes[address >>> 16] ?? this.#nodeCount, address);
    if (node <= this.#nodeCount) return '';
    return this.#codes.get(node) ?? this.#decode(node, formatIpv4(address));
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

  ofIpv6(groups: Uint16Array): string {
    let node = 0;
    for (let bit = 0; bit < 128 && node < this.#nodeCount; bit++) {
      const group = groups[bit >> 4] ?? 0;
      node = ((group >>> (15 - (bit & 15))) & 1 ? this.#right[node] : this.#left[node]) ?? this.#nodeCount;
    }
    if (node <= this.#nodeCount) return '';
    return this.#codes.get(node) ?? this.#decode(node, formatIpv6(groups));
  }

  /** ip-location-db has `country_code`, MaxMind's own files `country.iso_code`. */
  #decode(node: number, address: string): string {
    const answer = this.#reader.get(address);
    const code = answer?.country_code ?? answer?.country?.iso_code;
    const known = typeof code === 'string' && /^[A-Za-z]{2}$/.test(code) ? code.toUpperCase() : '';
    this.#codes.set(node, known);
    return known;
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
