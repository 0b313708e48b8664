import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  canonicalIp,
  formatIpv4,
  formatIpv6,
  maskIpv4,
  parseCidr,
  parseIpv4,
  parseIpv6,
} from '#core/base/ip.ts';

test('one spelling for every address', () => {
  const spellings: Record<string, string> = {
    '192.0.2.1': '192.0.2.1',
    '0000:0000:0000:0000:0000:0000:0000:0001': '::1',
    '2001:0db8:0000:0000:0000:0000:0000:0001': '2001:db8::1',
    '2001:DB8::A': '2001:db8::a',
    '2001:db8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
    '::': '::',
    '1::': '1::',
    'fe80::1%eth0': 'fe80::1',
    '::ffff:c000:0201': '::ffff:192.0.2.1',
    '::ffff:192.0.2.1': '::ffff:192.0.2.1',
    '64:ff9b::192.0.2.33': '64:ff9b::c000:221',
  };
  for (const [text, canonical] of Object.entries(spellings)) assert.equal(canonicalIp(text), canonical, text);
});

test('what is no address', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    '1..2.3',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1.2.3',
    '1:',
    '::1:',
    '%eth0',
    '__proto__',
    ':'.repeat(100),
  ]) {
    assert.equal(canonicalIp(text), undefined, text);
  }
});

test('agrees with the platform on what an address is', () => {
  const noisy = fc
    .tuple(fc.ipV6(), fc.nat(44), fc.constantFrom('', ':', '.', '0', 'g', '::', '1.2.3.4'))
    .map(([address, at, noise]) => address.slice(0, at) + noise + address.slice(at));
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), noisy), (text) => {
      assert.equal(canonicalIp(text) !== undefined, isIP(text) !== 0, text);
    }),
    { numRuns: 2000 },
  );
});

test('canonical spelling is stable, and means the same address', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const before = new Uint16Array(8);
      const after = new Uint16Array(8);
      const canonical = canonicalIp(text) ?? assert.fail(text);
      assert.ok(parseIpv6(text, before) && parseIpv6(canonical, after));
      assert.deepEqual(after, before);
      assert.equal(canonicalIp(canonical), canonical);
      // The URL parser spells by RFC 5952 too, except for embedded IPv4.
      if (!canonical.includes('.')) assert.equal(new URL(`http://[${text}]/`).hostname, `[${canonical}]`);
      assert.equal(formatIpv6(after), canonical);
    }),
  );
});

test('IPv4 there and back', () => {
  fc.assert(fc.property(fc.nat(0xffffffff), (value) => assert.equal(parseIpv4(formatIpv4(value)), value)));
});

test('networks', () => {
  assert.deepEqual(parseCidr('10.1.2.3/8'), { family: 4, base: 0x0a000000, prefix: 8 });
  assert.deepEqual(parseCidr('192.0.2.1'), { family: 4, base: 0xc0000201, prefix: 32 });
  assert.deepEqual(parseCidr('0.0.0.0/0'), { family: 4, base: 0, prefix: 0 });
  assert.deepEqual(parseCidr('2001:db8:ffff::1/33'), {
    family: 6,
    base: Uint16Array.of(0x2001, 0xdb8, 0x8000, 0, 0, 0, 0, 0),
    prefix: 33,
  });
  for (const text of [
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'x/8',
    'fe80::%1/10',
  ]) {
    assert.equal(parseCidr(text), undefined, text);
  }
  assert.equal(maskIpv4(0xffffffff, 31), 0xfffffffe);
  assert.equal(maskIpv4(0xffffffff, 1), 0x80000000);
});
