import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreFormat } from './format-score.ts';

const EXPECTED = {
  '@timestamp': '2026-03-02T09:00:08.028879Z',
  event: { category: 'network' },
  source: { ip: '192.0.2.1', port: 80 },
  vendor: { own: 1 },
};

test('only core fields count, and equal means equal', () => {
  const cases = [{ case: 'a', input: 'line', expected: EXPECTED }];
  const same = {
    '@timestamp': '2026-03-02T09:00:08.028Z',
    event: { category: ['network'], action: 'more' },
    source: { ip: '192.0.2.1', port: 80 },
  };
  assert.deepEqual(
    scoreFormat(cases, () => same),
    { fields: 4, equal: 4, misses: [] },
  );
  const other = { ...same, event: { category: ['network', 'web'] }, source: { ip: '192.0.2.1', port: '80' } };
  assert.deepEqual(
    scoreFormat(cases, () => other).misses.map((miss) => miss.field),
    ['event.category', 'source.port'],
  );
  assert.equal(scoreFormat(cases, () => undefined).equal, 0);
});
