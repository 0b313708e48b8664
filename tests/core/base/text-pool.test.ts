import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { TextPool } from '#core/base/text-pool.ts';

test('what comes out equals what went in, whatever else is in the pool', () => {
  const pool = new TextPool();
  fc.assert(fc.property(fc.array(fc.string()), (texts) => texts.every((text) => pool.of(text) === text)));
  for (let n = 0; n < 100_000; n++)
    assert.equal(pool.of(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`).length > 5, true);
});

test('addresses that keep coming are spread over the slots: most of a network of 4,096 stay', () => {
  const slots = new Set<string>();
  const pool = new TextPool();
  const addresses = Array.from({ length: 4_096 }, (_, n) => `192.168.${n >> 8}.${n & 255}`);
  for (const address of addresses) pool.of(address);
  // Equal strings can't be told apart from outside, so this counts the slots by what is still in them.
  for (const address of addresses) if (pool.has(address)) slots.add(address);
  assert.ok(slots.size > 3_000, `${slots.size}`);
});
