// Writes assets/as-networks.bin.br: which AS announces an address, for enrichment out of the box.
// Data: @ip-location-db/asn (Route Views, DB-IP, NRO; all CC BY 4.0, attribution in the README and in the page's help).
// The package is 64 MB of text, so it is no dependency; to update:  npm pack @ip-location-db/asn, unpack it, then
//   node build/make-as-networks.mjs FOLDER
// One line of JSON tells the counts, then come columns of little-endian 32-bit words (read by core/enrich/as-networks.ts):
// IPv4 starts, IPv4 systems, IPv6 starts (upper 64 bits as two words), IPv6 systems, AS numbers, name ends; then all names.
// A range ends where the next one starts; system 0 is "nobody".
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node build/make-as-networks.mjs FOLDER');
  process.exit(2);
}

const numbers = [0];
const names = [''];
const indices = new Map();

/** @returns {{ starts: bigint[], systems: number[] }} */
function ranges(file, shift) {
  const starts = [];
  const systems = [];
  let free = 0n;
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
    const [, first, last, number, quoted] = /^(\d+),(\d+),(\d+),(.*)$/.exec(line.trimEnd()) ?? [];
    if (quoted === undefined) continue;
    // What is announced below /64 is nobody's network but a router's link.
    const start = BigInt(first) >> shift;
    const end = (BigInt(last) >> shift) + 1n;
    if (end <= free) continue;
    if (starts.length > 0 && start > free) push(starts, systems, free, 0);
    push(starts, systems, start < free ? free : start, system(Number(number), quoted));
    free = end;
  }
  push(starts, systems, free, 0);
  return { starts, systems };
}

function push(starts, systems, start, index) {
  if (systems.at(-1) === index) return;
  starts.push(start);
  systems.push(index);
}

function system(number, quoted) {
  const name = quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted;
  const known = indices.get(number);
  if (known !== undefined) return known;
  indices.set(number, numbers.length);
  numbers.push(number);
  names.push([...name].slice(0, 64).join(''));
  return numbers.length - 1;
}

const v4 = ranges('asn-ipv4-num.csv', 0n);
const v6 = ranges('asn-ipv6-num.csv', 64n);
const encoded = names.map((name) => Buffer.from(name));
let end = 0;
const ends = encoded.map((name) => (end += name.length));
const words = (values) => Buffer.from(Uint32Array.from(values, Number).buffer);
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const head = { version, ipv4: v4.starts.length, ipv6: v6.starts.length, systems: numbers.length };
const file = brotliCompressSync(
  Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    words(v4.starts),
    words(v4.systems),
    words(v6.starts.flatMap((start) => [start >> 32n, start & 0xffffffffn])),
    words(v6.systems),
    words(numbers),
    words(ends),
    ...encoded,
  ]),
  { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } },
);
writeFileSync(new URL('../assets/as-networks.bin.br', import.meta.url), file);
console.log(head, `${(file.length / 1e6).toFixed(1)} MB`);
