import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeastLag } from '#core/base/least-lag.ts';

const START = 1_800_000_000_000;

test('one late record among others is not lateness, lasting lateness is after ten seconds', () => {
  const lag = new LeastLag();
  assert.equal(lag.ms, 0);
  lag.note(60_000, START);
  assert.equal(lag.ms, 60_000);
  lag.note(200, START + 1_000);
  lag.note(60_000, START + 2_000);
  assert.equal(lag.ms, 200);
  lag.note(60_000, START + 6_000);
  assert.equal(lag.ms, 200);
  lag.note(60_000, START + 10_000);
  assert.equal(lag.ms, 60_000);
});

test('who speaks seldom is not late by its last word alone', () => {
  const lag = new LeastLag();
  lag.note(0, START);
  lag.note(61_000, START + 40_000);
  assert.equal(lag.ms, 0);
  lag.note(61_000, START + 80_000);
  assert.equal(lag.ms, 61_000);
});
