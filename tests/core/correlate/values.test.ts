import assert from 'node:assert/strict';
import { isIP, BlockList } from 'node:net';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseCondition } from '#core/correlate/condition.ts';
import { encodeBase64, encodeBase64Offset, encodeUtf16 } from '#core/correlate/encodings.ts';
import { compileNetworks } from '#core/correlate/ip-network.ts';
import { Refusal } from '#core/correlate/refusal.ts';
import { timePart } from '#core/correlate/time-part.ts';

test('networks hold the addresses that Node says they hold', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(address, address, fc.nat(128), (network, subject, bits) => {
      const family = isIP(network);
      const prefix = family === 4 ? bits % 33 : bits;
      const compiled = compileNetworks([`${network}/${prefix}`, '203.0.113.77/32', '2001:db8:77::77']);
      assert.ok(compiled.ok);
      assert.equal(compiled.value(network), true);
      const list = new BlockList();
      list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
      // Node takes ::ffff:1.2.3.4 for 1.2.3.4; Sigma's engines don't.
      if (isIP(subject) === family)
        assert.equal(compiled.value(subject), list.check(subject, family === 4 ? 'ipv4' : 'ipv6'));
      else assert.equal(compiled.value(subject), false);
    }),
    { numRuns: 3000 },
  );
});

test('what is no address is in no network, what is no network is refused', () => {
  const any = compileNetworks(['0.0.0.0/0']);
  assert.ok(any.ok);
  for (const text of ['', '1.2.3', '1.2.3.4.5', '1.2.3.256', 'a.b.c.d', '1.2.3.4 ', '::1', '1.2.3.'])
    assert.equal(any.value(text), false, text);
  for (const text of ['', 'x', '1.2.3.4/33', '1.2.3.4/-1', '::/129', '1.2.3.4/8/8', '1:2:3/8', '1.2.3.4/x'])
    assert.equal(compileNetworks(['::/0', text]).ok, false, text);
});

test('base64 is Base64, and its offsets are found wherever the text stands', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 3, maxLength: 12 }),
      fc.string({ maxLength: 7 }),
      fc.string({ maxLength: 7 }),
      (text, before, after) => {
        assert.equal(encodeBase64(text, false), Buffer.from(text).toString('base64'));
        const whole = Buffer.from(before + text + after).toString('base64');
        assert.ok(
          encodeBase64Offset(text, false).some((variant) => whole.includes(variant)),
          text,
        );
        assert.equal(encodeUtf16(text, 'le'), Buffer.from(text, 'utf16le').toString('latin1'));
      },
    ),
    { numRuns: 2000 },
  );
});

test('parts of dates: as written in text, UTC in numbers, weeks after ISO 8601', () => {
  assert.equal(timePart('2024-01-15T03:10:00+09:00', 'hour'), 3);
  assert.equal(timePart('2024-01-15 03:10:59', 'minute'), 10);
  assert.equal(timePart(Date.UTC(2024, 5, 9, 23), 'hour'), 23);
  assert.equal(timePart(Date.UTC(2024, 5, 9, 23) / 1000, 'month'), 6);
  assert.equal(timePart('2026-12-31', 'week'), 53);
  assert.equal(timePart('2027-01-01', 'week'), 53);
  assert.equal(timePart('2024-01-01', 'week'), 1);
  assert.equal(timePart('yesterday', 'day'), undefined);
  assert.equal(timePart(true, 'day'), undefined);
});

test('conditions: every word in the wrong place is refused where it stands', () => {
  const faults: readonly (readonly [text: string, offset: number])[] = [
    ['a and', 5],
    ['and a', 0],
    ['a b', 2],
    ['(a', 2],
    ['a)', 1],
    ['not', 3],
    ['1 of', 4],
    ['0 of a*', 0],
    ['a | count() > 5', 2],
    ['()', 1],
  ];
  for (const [text, offset] of faults) {
    assert.throws(
      () => parseCondition(text, 0),
      (error) => error instanceof Refusal && error.faults[0]?.offset === offset,
      text,
    );
  }
  assert.throws(() => parseCondition(`${'('.repeat(5000)}a${')'.repeat(5000)}`, 0), Refusal);
  assert.throws(() => parseCondition('not '.repeat(5000), 0), Refusal);
});
