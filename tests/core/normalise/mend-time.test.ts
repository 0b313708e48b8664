import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mendTime } from '#core/normalise/mend-time.ts';
import { event } from '#tests/support/events.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;

function mended(time: number) {
  const one = event({ '@timestamp': time, received: NOW });
  return { told: mendTime(one), time: one['@timestamp'], problem: one['event.time_problem'] };
}

test('times that can be stay as they are: late by years, ahead by hours', () => {
  for (const time of [NOW, NOW - 5 * 365 * DAY, Date.UTC(1990, 0, 1), NOW + DAY]) {
    assert.deepEqual(mended(time), { told: false, time, problem: undefined });
  }
});

test("times that can't be are those of receipt, and the event says why", () => {
  assert.deepEqual(mended(0), {
    told: true,
    time: NOW,
    problem: '1970-01-01T00:00:00.000Z is before 1990: time of receipt',
  });
  assert.match(mended(NOW + DAY + 1).problem ?? '', /^2026-06-02T00:00:00.001Z is over a day ahead/);
  for (const time of [-1e300, 1e300, Infinity, -Infinity, NaN]) {
    const { told, time: after } = mended(time);
    assert.deepEqual([told, after], [true, NOW]);
  }
});
