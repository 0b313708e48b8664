import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AsNetworks, bundledAsNetworks } from '#core/enrich/as-networks.ts';

function words(...values: number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

/** 10.0.0.0 to 10.0.0.255 is AS 65001, 2001:db8::/33 is AS 4200000000, which has no name. */
function small(cut = 0): Buffer {
  const names = Buffer.from('Müller Netz');
  const bytes = Buffer.concat([
    Buffer.from('{"ipv4":2,"ipv6":2,"systems":3}\n'),
    words(0x0a000000, 0x0a000100, 1, 0),
    words(0x20010db8, 0, 0x20010db8, 0x80000000, 2, 0),
    words(0, 65001, 4_200_000_000, 0, names.length, names.length),
    names,
  ]);
  return bytes.subarray(0, bytes.length - cut);
}

const groups = (...values: number[]) =>
  Uint16Array.from([...values, ...Array<number>(8 - values.length).fill(0)]);

test('a range begins with its first address and ends before the next', () => {
  const table = new AsNetworks(small());
  assert.equal(table.ofIpv4(0x09ffffff), undefined);
  assert.deepEqual(table.ofIpv4(0x0a000000), { number: 65001, organization: 'Müller Netz' });
  assert.equal(table.ofIpv4(0x0a0000ff)?.number, 65001);
  assert.equal(table.ofIpv4(0x0a000100), undefined);
  assert.equal(table.ofIpv4(0xffffffff), undefined);
  assert.deepEqual(table.ofIpv6(groups(0x2001, 0xdb8)), { number: 4_200_000_000, organization: undefined });
  assert.equal(table.ofIpv6(groups(0x2001, 0xdb8, 0x7fff, 0xffff, 0xffff))?.number, 4_200_000_000);
  assert.equal(table.ofIpv6(groups(0x2001, 0xdb8, 0x8000)), undefined);
  assert.equal(table.ofIpv6(groups()), undefined);
});

test('a file that is cut short or is none is refused', () => {
  assert.throws(() => new AsNetworks(small(12)), /cut short/);
  assert.throws(() => new AsNetworks(Buffer.from('{}\n')), /cut short/);
  assert.throws(() => new AsNetworks(Buffer.from('no table')), SyntaxError);
});

test('the bundled table knows the Internet', () => {
  const table = bundledAsNetworks();
  assert.equal(table.ofIpv4(0x08080808)?.number, 15169);
  assert.equal(table.ofIpv4(0xa87e3f01)?.organization, 'Korea Telecom');
  assert.equal(table.ofIpv6(groups(0x2001, 0x4860, 0x4860))?.number, 15169);
});
