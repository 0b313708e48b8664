import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steadyTop } from '#renderer/draw/rate-chart.ts';
import { baseline, incidentMarks, stackColumns, totalsBySeverity } from '#renderer/panels/rate/select.ts';
import { lastMinute } from '#renderer/panels/skeleton/select.ts';
import { RateRing } from '#renderer/store/rate-history.ts';
import { incidentRows } from '../../wall/synthetic.ts';

const END = 1_800_000_000;

/** `counts` by seconds before END. */
function ringOf(counts: ReadonlyMap<number, readonly number[]>): RateRing {
  const ring = new RateRing();
  for (const [before, row] of counts) {
    ring.put({ seconds: Uint32Array.of(END - before), counts: Uint32Array.from(row) }, END);
  }
  return ring;
}

test('a peak of one second survives being drawn on a third of the pixels', () => {
  const ring = ringOf(new Map([[450, [900, 0, 0, 3, 1]]]));
  const { totals, stacks, max } = stackColumns(ring, END, 900, 300);
  assert.equal(max, 904);
  assert.equal(Math.max(...totals), 904);
  const column = totals.indexOf(904);
  assert.deepEqual([...stacks.subarray(column * 5, column * 5 + 5)], [900, 0, 0, 3, 1]);
});

test('with a column a second, columns are the seconds', () => {
  const ring = ringOf(
    new Map([
      [1, [5, 0, 0, 0, 0]],
      [900, [7, 0, 0, 0, 0]],
    ]),
  );
  const { totals } = stackColumns(ring, END, 900, 900);
  assert.equal(totals[899], 5);
  assert.equal(totals[0], 7);
});

test('the baseline leaves out the time before the first event and the unfinished second', () => {
  const counts = new Map<number, readonly number[]>();
  for (let before = 1; before <= 101; before++) counts.set(before, [before === 1 ? 9999 : 100, 0, 0, 0, 0]);
  assert.deepEqual(baseline(ringOf(counts), END), { low: 100, median: 100, high: 100 });
  assert.equal(baseline(ringOf(new Map([[5, [1, 0, 0, 0, 0]]])), END), undefined);
});

test('totals by severity add up', () => {
  const ring = ringOf(
    new Map([
      [10, [1, 2, 3, 4, 5]],
      [20, [1, 0, 0, 0, 1]],
    ]),
  );
  assert.deepEqual(totalsBySeverity(ring, END, 900), [2, 2, 3, 4, 6]);
  assert.equal(lastMinute(ring, END, 3), 10);
});

test('the axis follows a peak up and comes down only when it is far below', () => {
  const top = steadyTop(700, 0);
  assert.ok(top >= 700);
  assert.equal(steadyTop(500, top), top);
  assert.ok(steadyTop(2000, top) >= 2000);
  assert.ok(steadyTop(100, top) < top);
  assert.ok(steadyTop(0, 0) > 0);
});

test('incidents too near for the eye are one mark of the gravest', () => {
  const rows = incidentRows(END * 1000).map((row, index) => ({
    ...row,
    opened: END * 1000 - [100, 101, 500, 2000, 2000, 2000, 2000][index]! * 1000,
  }));
  const marks = incidentMarks(rows, (END - 900) * 1000, 900_000, 900, 20);
  assert.deepEqual(
    marks.map(({ x, severity, count }) => [x, severity, count]),
    [
      [400, 3, 1],
      [799, 4, 2],
    ],
  );
});
