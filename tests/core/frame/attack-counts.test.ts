import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttackCounts } from '#core/frame/attack-counts.ts';

const START = 1_800_000_000_000;
const rule = (techniques: string[], tactics: string[], level: 0 | 1 | 2 | 3 | 4 = 2) => ({
  id: 'r',
  title: 'r',
  level,
  techniques,
  tactics,
});

test('techniques are counted over each span, with their tactics and the worst severity of each', () => {
  const counts = new AttackCounts(2_000);
  counts.add(rule(['T1110'], ['TA0006'], 4), START - 7_200_000);
  counts.add(rule(['T1110'], ['TA0006', 'TA0001'], 1), START);
  counts.add(rule([], ['TA0003']), START);
  const { cells, tactics, more } = counts.list(START);
  assert.equal(more, 0);
  assert.deepEqual(cells, [
    {
      technique: 'T1110',
      tactics: ['TA0006', 'TA0001'],
      counts: [1, 1, 2],
      severities: [1, 1, 4],
      last: START,
    },
  ]);
  assert.deepEqual(tactics.find(({ tactic }) => tactic === 'TA0003')?.counts, [1, 1, 1]);
});

test('what nobody named for a day is gone, its severity too', () => {
  const counts = new AttackCounts(2_000);
  counts.add(rule(['T1110'], [], 4), START);
  assert.deepEqual(counts.list(START + 100_000_000).cells, []);
  counts.add(rule(['T1110'], [], 1), START + 100_000_000);
  assert.deepEqual(counts.list(START + 100_000_000).cells[0]?.severities, [1, 1, 1]);
});

test('a critical of long ago does not colour what has gone on since', () => {
  const counts = new AttackCounts(2_000);
  counts.add(rule(['T1110'], [], 4), START);
  const HOUR = 3_600_000;
  for (let hour = 1; hour <= 48; hour++) counts.add(rule(['T1110'], [], 1), START + hour * HOUR);
  const [cell] = counts.list(START + 48 * HOUR).cells;
  assert.deepEqual(cell?.severities, [1, 1, 1]);
});

test('told when it changed, and now and then because spans end', () => {
  const counts = new AttackCounts(2_000);
  assert.ok(counts.takeChanged(START));
  assert.equal(counts.takeChanged(START + 1_000), undefined);
  counts.add(rule(['T1595'], []), START + 1_500);
  assert.equal(counts.takeChanged(START + 2_000)?.cells.length, 1);
  assert.equal(counts.takeChanged(START + 3_000), undefined);
  assert.ok(counts.takeChanged(START + 12_000));
});

test('cells are bounded, and say so', () => {
  const counts = new AttackCounts(2_000);
  for (let i = 0; i < 300; i++) counts.add(rule([`T${2000 + i}`], []), START);
  const { cells, more } = counts.list(START);
  assert.equal(cells.length, 160);
  assert.equal(more, 140);
});
