import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PALOALTO } from '#tests/fixtures/json-network.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('a threat: who, whence, by which rule', () => {
  const event = normalised(PALOALTO.threat);
  assert.equal(event['@timestamp'], NOON);
  assert.equal(ends(event), '192.0.2.1 40000 -> 198.51.100.1 443');
  assert.deepEqual(pick(event, 'event.kind', 'severity', 'event.category', 'event.type', 'event.action'), [
    'alert',
    3,
    ['vulnerability'],
    ['denied'],
    'reset-both',
  ]);
  assert.deepEqual(
    pick(event, 'user.name', 'rule.name', 'rule.id', 'message', 'observer.vendor', 'observer.name'),
    ['bob', 'outbound', 'u-1', 'Some exploit', 'Palo Alto Networks', 'fw-1'],
  );
});

test('an address gets the scheme that the firewall leaves out', () => {
  const event = normalised(PALOALTO.url);
  assert.deepEqual(pick(event, 'event.kind', 'url.original', 'url.domain', 'url.query'), [
    'event',
    'https://www.example.org/a?b',
    'www.example.org',
    'b',
  ]);
});

test('traffic and system logs', () => {
  assert.deepEqual(
    pick(normalised(PALOALTO.traffic), 'event.type', 'source.bytes', 'destination.bytes', 'severity'),
    [['denied'], 10, 20, 0],
  );
  assert.deepEqual(
    pick(normalised(PALOALTO.auth), 'event.category', 'event.outcome', 'host.name', 'event.dataset'),
    [['authentication'], 'failure', 'PA-VM', 'panw.system'],
  );
});
