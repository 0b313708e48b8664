import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { endianness } from 'node:os';
import { parseIpv4, parseIpv6 } from '#core/base/ip.ts';

const ADDRESS_COLUMN = 1;
const DROPS_COLUMN = 12;

/**
 * What the kernel dropped of one bound UDP socket since it was last asked, mostly for a full receive buffer. Only
 * Linux tells, in `/proc/net/udp`; elsewhere it is always 0, and such a loss shows in no count.
 */
export class KernelDrops {
  readonly #table: string;
  readonly #place: string | undefined;
  #before = 0;

  constructor(address: string, port: number) {
    this.#table = isIPv6(address) ? '/proc/net/udp6' : '/proc/net/udp';
    this.#place = process.platform === 'linux' ? placeOf(address, port) : undefined;
  }

  async take(): Promise<number> {
    if (this.#place === undefined) return 0;
    let table: string;
    try {
      table = await readFile(this.#table, 'latin1');
    } catch {
      return 0;
    }
    const total = dropsIn(table, this.#place);
    if (total === undefined) return 0;
    // The kernel's counter has 32 bits, and some print it as a signed number.
    const news = (total - this.#before) >>> 0;
    this.#before = total;
    return news;
  }
}

/** Total of the socket at a place as the table writes it, undefined when there is none. */
export function dropsIn(table: string, place: string): number | undefined {
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/ +/);
    if (columns[ADDRESS_COLUMN] !== place) continue;
    const drops = Number(columns[DROPS_COLUMN]);
    return Number.isInteger(drops) ? drops : undefined;
  }
  return undefined;
}

/** `127.0.0.1:514` is `0100007F:0202`: words of 32 bits as the machine has them. */
export function placeOf(address: string, port: number): string | undefined {
  const bytes = isIPv6(address) ? ipv6Bytes(address) : ipv4Bytes(address);
  if (endianness() === 'LE') bytes?.swap32();
  return bytes && `${bytes.toString('hex')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}

function ipv4Bytes(address: string): Buffer | undefined {
  const number = parseIpv4(address);
  if (number < 0) return undefined;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

function ipv6Bytes(address: string): Buffer | undefined {
  const groups = new Uint16Array(8);
  if (!parseIpv6(address, groups)) return undefined;
  const bytes = Buffer.alloc(16);
  groups.forEach((group, at) => bytes.writeUInt16BE(group, at * 2));
  return bytes;
}
