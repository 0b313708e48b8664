import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOUDFLARE } from '#tests/fixtures/json-web.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a firewall event, its nanoseconds beyond 2^53', () => {
  const event = normalised(CLOUDFLARE.firewall);
  assert.deepEqual(pick(event, '@timestamp', 'event.kind', 'event.action', 'event.type', 'severity'), [
    NOON,
    'alert',
    'block',
    ['denied'],
    2,
  ]);
  assert.deepEqual(
    pick(event, 'rule.id', 'rule.name', 'url.domain', 'url.original', 'source.geo.country_iso_code'),
    ['100016', 'Version control', 'shop.example', '/.env?a', 'DE'],
  );
});

test('a request', () => {
  const event = normalised(CLOUDFLARE.request);
  assert.deepEqual(pick(event, 'event.kind', 'event.dataset', 'event.outcome'), [
    'event',
    'cloudflare.http',
    'success',
  ]);
});
