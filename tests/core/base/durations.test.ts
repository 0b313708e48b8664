import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Durations } from '#core/base/durations.ts';

test('the median of the latest durations', () => {
  const durations = new Durations();
  assert.deepEqual(durations.summary(), { medianMs: 0, count: 0 });
  for (const ms of [5, 1, 9]) durations.add(ms);
  assert.deepEqual(durations.summary(), { medianMs: 5, count: 3 });
  durations.add(7);
  assert.equal(durations.summary().medianMs, 6);
  for (let i = 0; i < 500; i++) durations.add(3);
  assert.deepEqual(durations.summary(), { medianMs: 3, count: 200 });
});
