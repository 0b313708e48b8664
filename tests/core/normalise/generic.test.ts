import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { normaliseRecord } from '#core/normalise/normalise.ts';

test('time, host, severity, message and plainly named addresses', () => {
  const event = new SocEvent();
  const record = {
    ts: 1_772_452_801.447,
    hostname: 'fw-1',
    level: 'Warning',
    msg: 'denied',
    src: '192.0.2.1',
    dst_ip: '2001:DB8::1',
    sport: 1234,
    dport: 22,
  };
  assert.equal(normaliseRecord(record, event), undefined);
  assert.equal(event['@timestamp'], 1_772_452_801_447);
  assert.deepEqual([event['host.name'], event.severity, event.message], ['fw-1', 1, 'denied']);
  assert.deepEqual([event['source.ip'], event['destination.ip']], ['192.0.2.1', '2001:db8::1']);
  assert.deepEqual([event['source.port'], event['destination.port']], [1234, 22]);
  assert.equal(event.record, record);
});

test('without a time it takes that of arrival, or is refused', () => {
  const live = new SocEvent();
  live.received = 5;
  assert.equal(normaliseRecord({ msg: 'x' }, live), undefined);
  assert.equal(live['@timestamp'], 5);
  assert.equal(normaliseRecord({ msg: 'x' }, new SocEvent()), 'No readable time');
});
