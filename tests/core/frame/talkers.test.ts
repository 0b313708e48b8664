import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TalkerCounters } from '#core/frame/talkers.ts';
import { event } from '#tests/support/events.ts';

const NOW = 1_800_000_000_000;

test('what stays inside is counted with all the rest, and by itself', () => {
  const talkers = new TalkerCounters({ spanMs: 300_000, maxKeys: 1_000 });
  const inside = { 'source.ip': '10.0.0.5', 'destination.ip': '10.0.0.9' };
  const outside = { 'source.ip': '203.0.113.9', 'destination.ip': '10.0.0.9' };
  for (let i = 0; i < 3; i++) talkers.add(event(outside), false, NOW);
  talkers.add(event(inside), true, NOW);
  const { sources, targets, internal } = talkers.lists(NOW);
  assert.deepEqual(
    sources.entries.map(({ key, count }) => [key, count]),
    [
      ['203.0.113.9', 3],
      ['10.0.0.5', 1],
    ],
  );
  assert.equal(targets.total, 4);
  assert.deepEqual(
    internal.sources.entries.map(({ key, count }) => [key, count]),
    [['10.0.0.5', 1]],
  );
  assert.equal(internal.targets.total, 1);
});
