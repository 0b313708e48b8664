import assert from 'node:assert/strict';
import test from 'node:test';
import { shiftAt } from '#renderer/wall/pixel-shift.ts';
import { DailyRefresh } from '#renderer/wall/refresh.ts';

const refresh = { at: '04:30', timeZone: 'Asia/Seoul' };
const AT = Date.UTC(2026, 10, 23, 19, 30);
const MINUTE = 60_000;
const OLD = 3_600_000;

/** Looks once a minute. @returns the minutes, from 04:30 on, at which it was due */
function minutes(quietFrom: number, look: Partial<Parameters<DailyRefresh['due']>[0]> = {}): number[] {
  const daily = new DailyRefresh();
  const due: number[] = [];
  for (let minute = -60; minute < 26 * 60; minute++) {
    const given = { refresh, ageMs: OLD, quiet: minute >= quietFrom, nowMs: AT + minute * MINUTE, ...look };
    if (daily.due(given)) due.push(minute);
  }
  return due;
}

test('a page is loaded anew once a day, at its minute in its zone', () => {
  assert.deepEqual(minutes(-60), [0, 1440]);
  assert.deepEqual(minutes(-60, { refresh: null }), []);
});

test('an alarm that waits puts it off, for an hour at most', () => {
  assert.deepEqual(minutes(25), [25, 1440]);
  assert.deepEqual(minutes(90), [1440]);
});

test('a page that has just been loaded is not loaded again within its minute', () => {
  assert.deepEqual(minutes(-60, { ageMs: 90_000 }), []);
});

test('the picture walks around its square one pixel at a time and comes back', () => {
  const way = Array.from({ length: 17 }, (_, step) => shiftAt(step, 4));
  way.forEach(([x, y], i) => {
    const [nextX, nextY] = way[(i + 1) % 16] ?? [0, 0];
    assert.equal(Math.abs(nextX - x) + Math.abs(nextY - y), 1);
    assert.ok(x >= 0 && x <= 4 && y >= 0 && y <= 4);
  });
  assert.deepEqual(way[16], way[0]);
  assert.deepEqual(shiftAt(7, 0), [0, 0]);
});
