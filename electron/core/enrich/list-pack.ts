import type { Cidr } from '#core/base/ip.ts';
import { Column, Texts } from './columns.ts';
import type { ListCount } from './indicator-values.ts';
import { type Indicator, type IndicatorSink, type IndicatorType, ThreatIndex } from './threat-index.ts';

/**
 * A list that has been read: its values one behind the other, and what is said of each. Goes from one thread to
 * another without being copied, and costs the collector nothing.
 */
export interface ListPack {
  /** What each value is, by its place in KINDS. */
  readonly kinds: Uint8Array<ArrayBuffer>;
  /** Where each ends in `values`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly values: Uint8Array<ArrayBuffer>;
  /** Until when each holds, ms; empty where nothing on the list ever ends. */
  readonly untils: Float64Array<ArrayBuffer>;
  /** Where the name that the list gives to each ends in `names`; empty where it names none. */
  readonly nameEnds: Uint32Array<ArrayBuffer>;
  readonly names: Uint8Array<ArrayBuffer>;
  readonly count: ListCount;
}

const KINDS = ['network4', 'network6', 'domain', 'below', 'url', 'hash'] as const;
type Kind = (typeof KINDS)[number];
const TYPES: Readonly<Record<Kind, IndicatorType>> = {
  network4: 'ipv4-addr',
  network6: 'ipv6-addr',
  domain: 'domain-name',
  below: 'domain-name',
  url: 'url',
  hash: 'file',
};
/** Values between two breaths of the event loop: a few milliseconds. */
const STEP = 2_048;

/** Takes what a reader finds on a list. What is there already is left out. */
export class ListPacker implements IndicatorSink {
  readonly #index: ThreatIndex;
  readonly #kinds = new Column(Uint8Array);
  readonly #values = new Texts();
  readonly #untils = new Column(Float64Array);
  readonly #names = new Texts();
  #ending = false;

  constructor(limit?: number) {
    this.#index = new ThreatIndex(limit);
  }

  get full(): boolean {
    return this.#index.full;
  }

  addNetwork(cidr: Cidr, indicator: Indicator): boolean {
    const kind = cidr.family === 4 ? 'network4' : 'network6';
    return this.#index.addNetwork(cidr, indicator) && this.#add(kind, bytesOf(cidr), indicator);
  }

  addDomain(domain: string, below: boolean, indicator: Indicator): boolean {
    return (
      this.#index.addDomain(domain, below, indicator) &&
      this.#add(below ? 'below' : 'domain', domain, indicator)
    );
  }

  addUrl(url: string, indicator: Indicator): boolean {
    return this.#index.addUrl(url, indicator) && this.#add('url', url, indicator);
  }

  addHash(hash: string, indicator: Indicator): boolean {
    return this.#index.addHash(hash, indicator) && this.#add('hash', hash, indicator);
  }

  pack(count: ListCount): ListPack {
    const values = this.#values.take();
    const names = this.#names.take();
    return {
      kinds: this.#kinds.take(),
      ends: values.ends,
      values: values.bytes,
      untils: this.#ending ? this.#untils.take() : new Float64Array(0),
      nameEnds: names.bytes.length > 0 ? names.ends : new Uint32Array(0),
      names: names.bytes,
      count,
    };
  }

  #add(kind: Kind, value: string | Uint8Array, { until, name }: Indicator): true {
    this.#kinds.push(KINDS.indexOf(kind));
    this.#values.push(value);
    this.#untils.push(until);
    this.#names.push(name ?? '');
    if (until !== Infinity) this.#ending = true;
    return true;
  }
}

/**
 * Puts a list that was read into the index, pausing at each `yield`: the stream goes on meanwhile.
 * @param feed the list's name
 */
export function* unpackList(
  pack: ListPack,
  feed: string,
  now: number,
  index: ThreatIndex,
): Generator<undefined, ListCount> {
  const { kinds, ends, untils, nameEnds } = pack;
  const values = Buffer.from(pack.values.buffer);
  const names = Buffer.from(pack.names.buffer);
  const count = { ...pack.count, entries: 0 };
  // One object a kind, for entries of which nothing more is known.
  const shared = KINDS.map(
    (kind): Indicator => ({ type: TYPES[kind], name: undefined, feed, until: Infinity }),
  );
  const plain = untils.length === 0 && nameEnds.length === 0;
  for (let i = 0; i < kinds.length; i++) {
    if (i % STEP === STEP - 1) yield;
    const kind = KINDS[kinds[i] ?? 0] ?? 'domain';
    const until = untils[i] ?? Infinity;
    if (until <= now) {
      count.expired++;
      continue;
    }
    if (index.full) {
      count.leftOut++;
      continue;
    }
    count.entries++;
    const name = names.toString('utf8', i === 0 ? 0 : nameEnds[i - 1], nameEnds[i] ?? 0);
    const known = shared[kinds[i] ?? 0];
    const indicator =
      plain && known ? known : { type: TYPES[kind], name: name === '' ? undefined : name, feed, until };
    addTo(index, kind, values.subarray(i === 0 ? 0 : ends[i - 1], ends[i]), indicator);
  }
  return count;
}

function addTo(index: ThreatIndex, kind: Kind, value: Buffer, indicator: Indicator): void {
  if (kind === 'network4' || kind === 'network6') index.addNetwork(cidrOf(value), indicator);
  else if (kind === 'url') index.addUrl(value.toString(), indicator);
  else if (kind === 'hash') index.addHash(value.toString('latin1'), indicator);
  else index.addDomain(value.toString(), kind === 'below', indicator);
}

function bytesOf(cidr: Cidr): Uint8Array {
  const bytes = Buffer.alloc(cidr.family === 4 ? 5 : 17);
  if (cidr.family === 4) bytes.writeUInt32BE(cidr.base);
  else cidr.base.forEach((group, i) => bytes.writeUInt16BE(group, i * 2));
  bytes[bytes.length - 1] = cidr.prefix;
  return bytes;
}

function cidrOf(bytes: Buffer): Cidr {
  const prefix = bytes[bytes.length - 1] ?? 0;
  if (bytes.length === 5) return { family: 4, base: bytes.readUInt32BE(), prefix };
  return { family: 6, base: Uint16Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2)), prefix };
}
