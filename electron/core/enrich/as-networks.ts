import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import type { AutonomousSystem } from './databases.ts';

/** Written by build/make-as-networks.mjs, which tells where the data come from and how the file is laid out. */
const BUNDLED = '#assets/as-networks.bin.br';

/** Which AS announces an address. Ranges lie in typed columns: half a million of them as objects would be most of the heap. */
export class AsNetworks {
  readonly #v4: Uint32Array;
  readonly #v4Systems: Uint32Array;
  readonly #v6: Uint32Array;
  readonly #v6Systems: Uint32Array;
  readonly #numbers: Uint32Array;
  readonly #nameEnds: Uint32Array;
  readonly #names: Buffer;

  /** @throws Error when the bytes are no such file */
  constructor(bytes: Buffer) {
    const headEnd = bytes.indexOf(10);
    const { ipv4, ipv6, systems } = JSON.parse(bytes.toString('utf8', 0, headEnd)) as Record<string, number>;
    let at = headEnd + 1;
    const column = (words = Number.NaN): Uint32Array => {
      const end = at + words * 4;
      if (!(end <= bytes.length)) throw new Error('the table of autonomous systems is cut short');
      // A copy is aligned, a view into the file would not be.
      const copy = new Uint32Array(bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + end));
      at = end;
      return copy;
    };
    this.#v4 = column(ipv4);
    this.#v4Systems = column(ipv4);
    this.#v6 = column((ipv6 ?? Number.NaN) * 2);
    this.#v6Systems = column(ipv6);
    this.#numbers = column(systems);
    this.#nameEnds = column(systems);
    this.#names = Buffer.from(bytes.subarray(at));
    if ((this.#nameEnds.at(-1) ?? 0) > this.#names.length) throw new Error('the names are cut short');
  }

  /** Undefined where nobody announces the address. */
  ofIpv4(address: number): AutonomousSystem | undefined {
    const starts = this.#v4;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.#system(this.#v4Systems[low - 1] ?? 0);
  }

  /** By the upper 64 bits: nothing smaller is announced. */
  ofIpv6(groups: Uint16Array): AutonomousSystem | undefined {
    const upper = (groups[0] ?? 0) * 65536 + (groups[1] ?? 0);
    const lower = (groups[2] ?? 0) * 65536 + (groups[3] ?? 0);
    const starts = this.#v6;
    let low = 0;
    let high = starts.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const word = starts[middle * 2] ?? 0;
      if (word < upper || (word === upper && (starts[middle * 2 + 1] ?? 0) <= lower)) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.#system(this.#v6Systems[low - 1] ?? 0);
  }

  #system(index: number): AutonomousSystem | undefined {
    if (index === 0) return undefined;
    const name = this.#names.toString('utf8', this.#nameEnds[index - 1], this.#nameEnds[index]);
    return { number: this.#numbers[index] ?? 0, organization: name === '' ? undefined : name };
  }
}

let bundled: AsNetworks | undefined;

/** CC BY 4.0: Route Views, DB-IP and the NRO. Unpacked once a process: it takes a tenth of a second. */
export function bundledAsNetworks(): AsNetworks {
  bundled ??= new AsNetworks(brotliDecompressSync(readFileSync(fileURLToPath(import.meta.resolve(BUNDLED)))));
  return bundled;
}
