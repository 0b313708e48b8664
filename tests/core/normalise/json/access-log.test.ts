import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCESS } from '#tests/fixtures/json-web.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('nginx', () => {
  const event = normalised(ACCESS.nginx);
  assert.equal(event['@timestamp'], NOON - 447);
  assert.equal(ends(event), '192.0.2.1 - -> 198.51.100.1 8080');
  assert.deepEqual(
    pick(event, 'url.original', 'http.request.method', 'event.outcome', 'user.name', 'observer.vendor'),
    ['/a b?c', 'GET', 'failure', undefined, 'F5'],
  );
});

test('Apache', () => {
  const event = normalised(ACCESS.apache);
  assert.deepEqual(
    pick(
      event,
      '@timestamp',
      'source.ip',
      'user.name',
      'url.original',
      'http.request.method',
      'event.dataset',
    ),
    [NOON - 447, '192.0.2.1', 'bob', '/index.html', 'GET', 'apache.access'],
  );
});
