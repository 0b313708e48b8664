import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looselyEqual, strictlyEqual } from './field-equality.ts';
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
  const score = scoreFormat(cases, () => same);
  assert.deepEqual([score.fields, score.equal, score.looseFields, score.looseEqual], [4, 4, 4, 4]);
  const other = { ...same, event: { category: ['network', 'web'] }, source: { ip: '192.0.2.1', port: '80' } };
  assert.deepEqual(
    scoreFormat(cases, () => other).misses.map((miss) => miss.field),
    ['event.category', 'source.port'],
  );
  assert.equal(scoreFormat(cases, () => undefined).equal, 0);
});

test('loosely, what ECS makes of the expected value counts', () => {
  const loose: readonly (readonly [string, unknown, unknown, boolean | undefined])[] = [
    ['network.transport', 'TCP', 'tcp', true],
    ['network.transport', '6', 'tcp', true],
    ['network.transport', 'TCP', 'udp', false],
    ['event.category', ['network'], ['intrusion_detection', 'network'], true],
    ['event.category', ['network', 'web'], ['network'], false],
    ['event.category', 'traffic', ['network'], undefined],
    ['event.outcome', 'Failed', 'failure', true],
    ['event.outcome', 'redirect', 'success', undefined],
    ['source.ip', ['2001:DB8::0:1'], '2001:db8::1', true],
    ['source.ip', '192.0.2.1', undefined, false],
    ['source.port', 130_000, undefined, undefined],
    ['user.name', 'none', undefined, undefined],
    ['user.name', 'Jdoe', 'jdoe', false],
    ['@timestamp', '2026-03-02T13:00:01+01:00', '2026-03-02T12:00:01.000Z', true],
    ['@timestamp', '2026-03-02T12:00:01Z', '2026-03-02T12:00:01.447Z', false],
  ];
  for (const [field, expected, actual, equal] of loose) {
    assert.equal(looselyEqual(field, expected, actual), equal, `${field} ${String(expected)}`);
  }
  assert.equal(strictlyEqual('network.transport', 'TCP', 'tcp'), false);
  assert.equal(strictlyEqual('event.category', 'network', ['network']), true);
});
