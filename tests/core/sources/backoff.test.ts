import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '#core/sources/backoff.ts';

test('doubles to its limit, with jitter, and begins anew', () => {
  const long = new Backoff({ firstMs: 100, maxMs: 1_000, random: () => 1 });
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map(() => long.nextMs()),
    [100, 200, 400, 800, 1_000, 1_000],
  );
  long.reset();
  assert.equal(long.nextMs(), 100);
  assert.equal(new Backoff({ firstMs: 100, random: () => 0 }).nextMs(), 50);
  const endless = new Backoff();
  for (let n = 0; n < 2_000; n++) assert.ok(endless.nextMs() <= 30_000);
});
