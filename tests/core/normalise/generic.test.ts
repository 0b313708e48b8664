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

function generic(record: unknown): SocEvent {
  const event = new SocEvent();
  event.received = 5;
  assert.equal(normaliseRecord(record, event), undefined);
  return event;
}

test('names a step inwards, and dotted ones', () => {
  const event = generic({
    event: { created: '2026-03-02T12:00:01.447Z', action: 'blocked', outcome: 'failure' },
    host: { name: 'fw-1' },
    log: { level: 'critical' },
    source: { ip: '::FFFF:1', port: '70000' },
    'destination.ip': '198.51.100.1',
    user: { name: 'bob' },
    rule: { name: 'r', id: 7 },
    url: { original: '/a?b' },
  });
  assert.equal(event['@timestamp'], Date.UTC(2026, 2, 2, 12, 0, 1, 447));
  assert.deepEqual(
    [event['host.name'], event.severity, event['source.ip'], event['source.port'], event['destination.ip']],
    ['fw-1', 4, '::ffff:1', undefined, '198.51.100.1'],
  );
  assert.deepEqual(
    [event['user.name'], event['rule.name'], event['rule.id'], event['event.action'], event['event.outcome']],
    ['bob', 'r', '7', 'blocked', 'failure'],
  );
  assert.equal(event['url.query'], 'b');
});

test('CloudTrail, pino, journald, GELF and a day apart from its time', () => {
  const trail = generic({
    eventTime: '2026-03-02T12:00:01Z',
    eventName: 'ConsoleLogin',
    sourceIPAddress: '192.0.2.1',
    userIdentity: { userName: 'bob' },
  });
  assert.deepEqual(
    [trail['event.action'], trail['source.ip'], trail['user.name'], trail.message],
    ['ConsoleLogin', '192.0.2.1', 'bob', 'ConsoleLogin'],
  );
  const pino = generic({ level: 50, time: 1_772_452_801_447, pid: 1, hostname: 'h', msg: 'x' });
  assert.deepEqual([pino.severity, pino['host.name'], pino.message], [2, 'h', 'x']);
  const journal = generic({
    PRIORITY: '3',
    __REALTIME_TIMESTAMP: '1772452801447000',
    MESSAGE: 'x',
    _HOSTNAME: 'h',
  });
  assert.deepEqual(
    [journal.severity, journal['@timestamp'], journal['host.name']],
    [2, 1_772_452_801_447, 'h'],
  );
  const gelf = generic({
    version: '1.1',
    short_message: 'x',
    level: 4,
    timestamp: 1_772_452_801.447,
    host: 'h',
  });
  assert.deepEqual([gelf.severity, gelf['@timestamp']], [1, 1_772_452_801_447]);
  assert.equal(generic({ date: '2026-03-02', time: '12:00:01' })['@timestamp'], 1_772_452_801_000);
});

test('ATT&CK only where it is ATT&CK', () => {
  const event = generic({
    ts: 1_772_452_801,
    mitre: { technique: { id: ['T1110', 'x', 'T1059.001'] } },
    tactics: 'Initial Access',
  });
  assert.deepEqual(event['threat.technique.id'], ['T1110', 'T1059.001']);
  assert.deepEqual(event['threat.tactic.id'], ['TA0001']);
});
