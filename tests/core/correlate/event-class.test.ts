import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { classify, classKey, isOfLogsource } from '#core/correlate/event-class.ts';
import { ANY_LOGSOURCE } from '#core/correlate/parse-document.ts';

function event(own: Partial<SocEvent>): SocEvent {
  return Object.assign(new SocEvent(), own);
}

function isOf(own: Partial<SocEvent>, logsource: Partial<typeof ANY_LOGSOURCE>): boolean {
  return isOfLogsource(classify(event(own)), { ...ANY_LOGSOURCE, ...logsource });
}

const HTTP = { 'event.module': 'suricata', 'event.dataset': 'suricata.http' };
const SYSMON = { record: { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1 } };

test("every part that a rule names must be the event's", () => {
  assert.ok(isOf(HTTP, {}));
  assert.ok(isOf(HTTP, { product: 'suricata' }));
  assert.ok(isOf(HTTP, { product: 'suricata', service: 'http' }));
  assert.ok(isOf(HTTP, { category: 'proxy' }));
  assert.ok(!isOf(HTTP, { category: 'dns' }));
  assert.ok(!isOf(HTTP, { product: 'zeek', category: 'proxy' }));
  assert.ok(!isOf(HTTP, { product: 'suricata', service: 'dns' }));
  assert.ok(
    isOf({ 'event.module': 'zeek', 'event.dataset': 'zeek.dns' }, { product: 'zeek', service: 'dns' }),
  );
  assert.ok(isOf({ 'event.module': 'zeek', 'event.dataset': 'zeek.conn' }, { category: 'firewall' }));
});

test('a flow is a network connection, but no Windows one', () => {
  const flow = { 'event.module': 'suricata', 'event.dataset': 'suricata.flow' };
  assert.ok(isOf(flow, { category: 'network_connection' }));
  assert.ok(!isOf(flow, { category: 'network_connection', product: 'windows' }));
});

test('Windows: service by channel, category by event number', () => {
  assert.ok(isOf(SYSMON, { product: 'windows', category: 'process_creation' }));
  assert.ok(isOf(SYSMON, { product: 'windows', service: 'sysmon' }));
  assert.ok(!isOf(SYSMON, { product: 'windows', category: 'file_event' }));
  const security = { record: { winlog: { channel: 'Security', event_id: '4688' } } };
  assert.ok(isOf(security, { product: 'windows', service: 'security' }));
  assert.ok(isOf(security, { product: 'windows', category: 'process_creation' }));
  assert.ok(isOf({ record: { Channel: 'Security', EventID: 4624 } }, { service: 'security' }));
  assert.ok(!isOf({ record: { Channel: 'Security', EventID: 4624 } }, { category: 'process_creation' }));
  const registry = { record: { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 13 } };
  assert.ok(isOf(registry, { category: 'registry_set' }) && isOf(registry, { category: 'registry_event' }));
});

test('an event that says nothing of where it is from is of no named logsource', () => {
  for (const part of ['product', 'category', 'service'] as const) assert.ok(!isOf({}, { [part]: '' }), part);
  assert.ok(isOf({}, {}));
});

test('events of one key are of one class', () => {
  assert.equal(classKey(event(HTTP)), classKey(event({ ...HTTP, 'source.ip': '10.0.0.1' })));
  assert.notEqual(classKey(event(SYSMON)), classKey(event({ record: { ...SYSMON.record, EventID: 2 } })));
});
