import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODSECURITY } from '#tests/fixtures/json-web.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('all messages in words; severity and rule of the gravest', () => {
  const event = normalised(MODSECURITY.detected);
  assert.equal(event['@timestamp'], NOON - 447);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 80');
  assert.deepEqual(
    pick(event, 'event.kind', 'severity', 'event.severity', 'rule.id', 'rule.name', 'rule.category'),
    ['alert', 3, 2, '942100', 'SQL Injection Attack', 'attack-sqli'],
  );
  assert.equal(event.message, 'Request without a host; SQL Injection Attack; Anomaly Score Exceeded');
  assert.deepEqual(
    pick(event, 'url.original', 'url.domain', 'user_agent.original', 'event.action', 'event.type'),
    ['/item?id=1', 'shop.example', 'sqlmap', 'blocked', ['denied']],
  );
});

test('a local time is of the source’s zone', () => {
  assert.equal(normalised(MODSECURITY.detected, 'Asia/Tokyo')['@timestamp'], NOON - 447 - 9 * 3_600_000);
});

test('a transaction that no rule matched is a request', () => {
  const event = normalised(MODSECURITY.quiet);
  assert.deepEqual(pick(event, 'event.kind', 'severity', 'event.outcome', 'rule.id'), [
    'event',
    0,
    'success',
    undefined,
  ]);
});

test('Coraza: messages beside the transaction, header values in lists, nanoseconds', () => {
  const event = normalised(MODSECURITY.coraza);
  assert.deepEqual(
    pick(event, '@timestamp', 'observer.product', 'rule.id', 'rule.name', 'severity', 'event.action'),
    [NOON, 'Coraza', '932100', 'Remote Command Execution', 3, 'blocked'],
  );
  assert.equal(event['url.domain'], 'shop.example');
});
