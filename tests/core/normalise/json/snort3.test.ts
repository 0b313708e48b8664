import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { normaliseRecord } from '#core/normalise/normalise.ts';
import { SNORT3 } from '#tests/fixtures/json-network.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('an alert: rule, priority, both ends; seconds with the stamp’s fraction', () => {
  const event = normalised(SNORT3.alert);
  assert.equal(event['@timestamp'], NOON);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 80');
  assert.deepEqual(
    pick(event, 'rule.id', 'rule.name', 'severity', 'event.severity', 'event.type', 'event.dataset'),
    ['20000001', 'EXPLOIT attempt', 3, 1, ['denied'], 'snort.alert'],
  );
  assert.equal(event['source.mac'], '52:54:00:aa:bb:cc');
});

test('pairs of address and port, a class of none, a local stamp with a year', () => {
  const event = normalised(SNORT3.pairs);
  assert.equal(ends(event), '2001:db8::1 53 -> 192.0.2.1 40000');
  assert.equal(event['@timestamp'], NOON);
  assert.deepEqual(pick(event, 'rule.id', 'rule.category', 'network.protocol'), ['7', undefined, undefined]);
  assert.equal(normalised(SNORT3.pairs, 'Europe/Berlin')['@timestamp'], NOON - 3_600_000);
});

test('a stamp without a year is of the year that is nearest to its arrival', () => {
  const event = new SocEvent();
  event.received = Date.UTC(2026, 0, 1, 0, 0, 5);
  const record = { ...SNORT3.pairs, timestamp: '12/31-23:59:59.500000' };
  assert.equal(normaliseRecord(record, event), undefined);
  assert.equal(event['@timestamp'], Date.UTC(2025, 11, 31, 23, 59, 59, 500));
});
