import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KUBERNETES } from '#tests/fixtures/json-hosts.ts';
import { NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a shell in a pod, by somebody who stood in for another', () => {
  const event = normalised(KUBERNETES.exec);
  assert.deepEqual(
    pick(
      event,
      '@timestamp',
      'event.action',
      'event.type',
      'event.outcome',
      'user.name',
      'source.ip',
      'message',
    ),
    [
      NOON,
      'create',
      ['creation'],
      'success',
      'bob@example.org',
      '192.0.2.1',
      'create pods/exec web-0 in shop',
    ],
  );
});

test('what was forbidden failed', () => {
  const event = normalised(KUBERNETES.forbidden);
  assert.deepEqual(pick(event, 'event.outcome', 'event.type', 'http.response.status_code'), [
    'failure',
    ['access'],
    403,
  ]);
});
