import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Severity } from '#contract/severity.ts';
import { AlertRows } from '#core/frame/alert-rows.ts';
import { detection } from '#tests/support/events.ts';

const rowOf = (eventId: string, cause: string, highlightedUntil: number) => ({
  eventId,
  cause,
  highlightedUntil,
});

test('the same rule about the same cause is one row that counts, where it was hit last', () => {
  const rows = new AlertRows(2_000);
  rows.add(detection({ ruleId: 'a', time: 1_000 }), rowOf('e1', '203.0.113.9', 0));
  rows.add(detection({ ruleId: 'b', time: 2_000 }), rowOf('e2', '203.0.113.9', 0));
  rows.add(detection({ ruleId: 'a', time: 3_000 }), rowOf('e3', '203.0.113.9', 0));
  const list = rows.list(0);
  assert.deepEqual(
    list.map(({ title, count }) => [title, count]),
    [
      ['Rule a', 2],
      ['Rule b', 1],
    ],
  );
  assert.equal(list[0]?.event, 'e3');
  assert.equal(list[0]?.last, 3_000);
  assert.equal(rows.total, 3);
});

test('a highlighted row stays on top while it is highlighted', () => {
  const rows = new AlertRows(2_000);
  rows.add(detection({ ruleId: 'a' }), rowOf('e1', 'x', 5_000));
  rows.add(detection({ ruleId: 'b' }), rowOf('e2', 'x', 0));
  assert.deepEqual(
    rows.list(4_999).map(({ title }) => title),
    ['Rule a', 'Rule b'],
  );
  assert.deepEqual(
    rows.list(5_000).map(({ title }) => title),
    ['Rule b', 'Rule a'],
  );
});

test('is bounded, and counts what gave way', () => {
  const rows = new AlertRows(2_000);
  for (let n = 0; n < 5_000; n++) rows.add(detection({ ruleId: `r${n}` }), rowOf('e', 'x', 0));
  assert.equal(rows.total, 5_000);
  assert.equal(rows.evicted, 3_000);
  assert.ok(rows.list(0).length <= 60);
  assert.equal(rows.list(0)[0]?.title, 'Rule r4999');
});

test('a row that is hit all the time is told and kept, however many began after it', () => {
  const rows = new AlertRows(100);
  const add = (ruleId: string, time: number) => rows.add(detection({ ruleId, time }), rowOf('e', 'x', 0));
  for (let n = 0; n < 1_000; n++) {
    add('busy', n * 1_000);
    add(`once ${n}`, n * 1_000 + 500);
  }
  const busy = rows.list(0).find(({ title }) => title === 'Rule busy');
  assert.deepEqual([busy?.count, busy?.last], [1_000, 999_000]);
});

test('what arrives late does not stand before what happened since', () => {
  const rows = new AlertRows(2_000);
  const add = (ruleId: string, time: number) => rows.add(detection({ ruleId, time }), rowOf('e', 'x', 0));
  for (let n = 0; n < 60; n++) add(`now ${n}`, 9_000_000 + n);
  for (let n = 0; n < 60; n++) add(`late ${n}`, 1_000_000 + n);
  assert.ok(rows.list(0).every(({ title }) => title.startsWith('Rule now')));
});

test('a stream of lesser rows does not push the graver ones off a panel that shows only these', () => {
  const rows = new AlertRows(2_000);
  const add = (name: string, level: Severity) =>
    rows.add(detection({ ruleId: name, level }), rowOf('e', 'x', 0));
  add('critical', 4);
  for (let n = 0; n < 30; n++) add(`medium${n}`, 2);
  for (let n = 0; n < 500; n++) add(`low${n}`, 1);
  const titles = rows.list(0).map(({ title }) => title);
  assert.equal(titles.length, 60 + 20 + 1);
  assert.deepEqual(titles.slice(59, 61), ['Rule low440', 'Rule medium29']);
  assert.deepEqual(titles.slice(-2), ['Rule medium10', 'Rule critical']);
});

test('an episode that goes on refreshes its row and counts nothing', () => {
  const rows = new AlertRows(2_000);
  rows.add(detection({ kind: 'correlation' }), rowOf('e1', 'x', 0));
  rows.add(detection({ kind: 'correlation', update: true, time: 1_005_000 }), rowOf('e2', 'x', 0));
  assert.equal(rows.list(0)[0]?.count, 1);
  assert.equal(rows.list(0)[0]?.last, 1_005_000);
  assert.equal(rows.total, 1);
});
