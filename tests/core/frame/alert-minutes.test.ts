import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlertMinutes } from '#core/frame/alert-minutes.ts';

const START = 1_800_000_000_000 - (1_800_000_000_000 % 60_000);

test('alerts by minute, oldest first; old minutes leave', () => {
  const minutes = new AlertMinutes();
  minutes.add(START);
  minutes.add(START + 59_000);
  minutes.add(START + 60_000);
  const list = minutes.list(START + 61_000);
  assert.equal(list.length, 16);
  assert.deepEqual(list.slice(-3), [0, 2, 1]);
  assert.ok(minutes.list(START + 17 * 60_000).every((count) => count === 0));
});

test('a late one does not wipe a newer minute', () => {
  const minutes = new AlertMinutes();
  minutes.add(START);
  minutes.add(START - 16 * 60_000);
  assert.equal(minutes.list(START).at(-1), 1);
});
