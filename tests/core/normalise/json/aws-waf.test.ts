import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AWS_WAF } from '#tests/fixtures/json-web.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a blocked request', () => {
  const event = normalised(AWS_WAF.blocked);
  assert.deepEqual(
    pick(event, '@timestamp', 'event.kind', 'severity', 'event.action', 'rule.name', 'source.ip'),
    [NOON, 'alert', 2, 'BLOCK', 'sqli', '2001:db8::1'],
  );
  assert.deepEqual(
    pick(event, 'url.original', 'url.query', 'url.domain', 'user_agent.original', 'http.request.referrer'),
    ['/login', 'a=1', 'shop.example', 'curl/8', 'https://a.example/'],
  );
});

test('one that a counting rule matched goes through, and is low', () => {
  const event = normalised(AWS_WAF.counted);
  assert.deepEqual(pick(event, 'event.kind', 'severity', 'url.path', 'url.query'), ['event', 1, '/a', 'b=c']);
});
