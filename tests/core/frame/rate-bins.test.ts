import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RATE_SPAN_SECONDS } from '#contract/frame.ts';
import { RateBins } from '#core/frame/rate-bins.ts';

const NOW = 1_700_000_000_000;
const now = NOW / 1000;

test('events are counted in the second they happened, by severity', () => {
  const bins = new RateBins();
  bins.add(NOW - 2_000, 0, NOW);
  bins.add(NOW - 1_001, 4, NOW);
  bins.add(NOW - 2_000, 0, NOW);
  const { seconds, counts } = bins.takeChanged();
  assert.deepEqual([...seconds], [now - 2]);
  assert.deepEqual([...counts], [2, 0, 0, 0, 1]);
  assert.equal(bins.takeChanged().seconds.length, 0);
});

test('a late event joins its own second and resends it whole', () => {
  const bins = new RateBins();
  bins.add(NOW - 60_000, 1, NOW);
  bins.takeChanged();
  bins.add(NOW - 60_000, 1, NOW);
  assert.deepEqual([...bins.takeChanged().counts], [0, 2, 0, 0, 0]);
});

test('what is older than the chart is counted apart, what is ahead of the clock counts as now', () => {
  const bins = new RateBins();
  bins.add(NOW - RATE_SPAN_SECONDS * 1000, 0, NOW);
  bins.add(NOW + 3_600_000, 0, NOW);
  bins.add(Number.NaN, 0, NOW);
  assert.equal(bins.older, 1);
  assert.deepEqual([...bins.all(NOW).seconds], [now]);
  assert.equal(bins.all(NOW).counts[0], 2);
});

test('what is read again after a restart fills the chart, and is no news where it is older', () => {
  const bins = new RateBins();
  bins.add(NOW - RATE_SPAN_SECONDS * 1000, 0, NOW, true);
  bins.add(NOW - 1_000, 0, NOW, true);
  assert.equal(bins.older, 0);
  assert.deepEqual([...bins.all(NOW).seconds], [now - 1]);
});

test('the ring forgets a second when its slot is needed again', () => {
  const bins = new RateBins();
  bins.add(NOW, 2, NOW);
  const later = NOW + RATE_SPAN_SECONDS * 1000;
  bins.add(later, 3, later);
  assert.deepEqual([...bins.all(later).seconds], [later / 1000]);
  assert.deepEqual([...bins.all(later).counts], [0, 0, 0, 1, 0]);
});
