import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { normaliseRecord } from '#core/normalise/normalise.ts';
import { NETFLOW } from '#tests/fixtures/json-network.ts';
import { ends, NOON, normalised, pick } from '#tests/support/normalised.ts';

test('IPFIX by the names of its elements', () => {
  const event = normalised(NETFLOW.ipfix);
  assert.equal(ends(event), '192.0.2.1 443 -> 198.51.100.1 40000');
  assert.deepEqual(pick(event, '@timestamp', 'network.transport', 'source.bytes', 'source.packets'), [
    NOON,
    'tcp',
    100,
    2,
  ]);
});

test('NetFlow v9: canonical IPv6, no impossible port, both directions', () => {
  const event = normalised(NETFLOW.v9);
  assert.equal(ends(event), '2001:db8::1 1 -> 2001:db8::2 -');
  assert.deepEqual(pick(event, 'network.transport', 'destination.bytes', 'destination.packets'), [
    'ipv6-icmp',
    2,
    2,
  ]);
});

test('collectors: nfdump, GoFlow2, pmacct, Logstash', () => {
  const event = normalised(NETFLOW.nfdump);
  assert.equal(ends(event), '192.0.2.1 53 -> 198.51.100.1 40000');
  assert.deepEqual(pick(event, '@timestamp', 'network.transport', 'observer.name'), [
    NOON,
    'udp',
    '203.0.113.9',
  ]);
  for (const key of ['goflow', 'pmacct', 'logstash'] as const) {
    const flow = normalised(NETFLOW[key]);
    assert.match(ends(flow), /^192\.0\.2\.1 .* -> 198\.51\.100\.1 /, key);
    assert.deepEqual(
      pick(flow, '@timestamp', 'network.transport', 'event.dataset'),
      [NOON, 'tcp', 'netflow.flow'],
      key,
    );
  }
});

test('a record that counts from a router’s boot takes the time of arrival', () => {
  const event = new SocEvent();
  event.received = NOON;
  const record = { IPV4_SRC_ADDR: '192.0.2.1', FIRST_SWITCHED: 1, LAST_SWITCHED: 2 };
  assert.equal(normaliseRecord(record, event), undefined);
  assert.equal(event['@timestamp'], NOON);
  assert.equal(normaliseRecord(record, new SocEvent()), 'No readable time');
});
