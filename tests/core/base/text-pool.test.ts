import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { TextPool } from '#core/base/text-pool.ts';
import { heapBytes } from '#tests/support/heap.ts';

test('what comes out equals what went in, whatever else is in the pool', () => {
  const pool = new TextPool();
  fc.assert(fc.property(fc.array(fc.string()), (texts) => texts.every((text) => pool.of(text) === text)));
  for (let n = 0; n < 100_000; n++)
    assert.equal(pool.of(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`).length > 5, true);
});

test('an address that keeps coming is held once', () => {
  const pool = new TextPool();
  const rounds = 40;
  // At its full size from the start: growing would be counted too.
  const kept = Array<string>(2 * rounds * 4_096).fill('');
  let at = 0;
  const keep = (of: (text: string) => string) => {
    const before = heapBytes();
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < 4_096; n++) {
        // Out of a buffer, as the sources have it: never the same object twice.
        kept[at++] = of(Buffer.from(`192.168.${n >> 8}.${n & 255}`).toString());
      }
    }
    return (heapBytes() - before) / (rounds * 4_096);
  };
  const each = keep((text) => text);
  const pooled = keep((text) => pool.of(text));
  assert.equal(at, kept.length);
  assert.ok(pooled < each / 2, `${pooled} bytes an address, ${each} without the pool`);
});
