import assert from 'node:assert/strict';
import test from 'node:test';
import { GRACE_MS, Recovery, STATUS_MS } from '#hosts/desktop/recovery.ts';

test('three reloads, each a little later, then the status page', () => {
  const recovery = new Recovery();
  const steps = [0, 1_000, 2_000, 3_000].map((now) => recovery.failed(now));
  assert.deepEqual(steps, [
    { show: 'wall', afterMs: 500 },
    { show: 'wall', afterMs: 1_000 },
    { show: 'wall', afterMs: 1_500 },
    { show: 'status', tryAgainMs: STATUS_MS },
  ]);
});

test('after the status page the tries begin anew', () => {
  const recovery = new Recovery();
  for (let i = 0; i < 4; i++) recovery.failed(i);
  assert.equal(recovery.failed(10).show, 'wall');
});

test('a page that lived past the grace has recovered', () => {
  const recovery = new Recovery();
  for (let i = 0; i < 20; i++)
    assert.deepEqual(recovery.failed(i * (GRACE_MS + 1)), { show: 'wall', afterMs: 500 });
});
