import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { ecsValue } from '#core/normalise/ecs.ts';
import { normaliseLine, normaliseRecord } from '#core/normalise/normalise.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';

function read(record: object): SocEvent {
  const event = new SocEvent();
  assert.equal(normaliseRecord(record, event), undefined);
  return event;
}

const TIME = '2026-03-02T09:00:08.028Z';

test('nested, dotted and mixed keys', () => {
  for (const source of [
    { source: { ip: '2001:DB8::1', port: 7 }, event: { kind: 'alert', category: 'network' } },
    { 'source.ip': '2001:DB8::1', 'source.port': 7, 'event.kind': 'alert', 'event.category': ['network'] },
    { source: { ip: '2001:DB8::1' }, 'source.port': 7, event: { kind: ['alert'], category: ['network'] } },
  ]) {
    const event = read({ '@timestamp': TIME, ...source });
    assert.equal(event['@timestamp'], Date.parse(TIME));
    assert.equal(event['source.ip'], '2001:db8::1');
    assert.equal(event['source.port'], 7);
    assert.equal(event['event.kind'], 'alert');
    assert.deepEqual(event['event.category'], ['network']);
  }
  assert.equal(ecsValue({ a: { 'b.c': 1 } }, 'a.b.c'), 1);
  assert.equal(ecsValue({ 'a.b': { c: 1 } }, 'a.b.c'), 1);
  assert.equal(ecsValue({ a: 1 }, 'a.b.c'), undefined);
  assert.equal(ecsValue({}, 'constructor.name'), undefined);
});

test('severity by word, by the sensor, by the scale of detections', () => {
  const level = (more: object) => read({ '@timestamp': TIME, 'event.kind': 'alert', ...more }).severity;
  assert.equal(level({ vigil: { severity: 'critical' } }), 4);
  assert.equal(level({ 'kibana.alert.severity': 'low' }), 1);
  assert.equal(level({ 'event.module': 'suricata', 'event.severity': 1 }), 3);
  assert.deepEqual(
    [21, 47, 73, 99].map((n) => level({ 'event.severity': n })),
    [1, 2, 3, 4],
  );
  assert.equal(level({}), 2);
  assert.equal(read({ '@timestamp': TIME, 'event.severity': 99 }).severity, 0);
});

test('a document comes out as it went in, with what we know on top', () => {
  const event = new SocEvent();
  const line = `{"@timestamp":"${TIME}","source":{"ip":"192.0.2.7","as":{"number":64496}},"source.nat.ip":"10.0.0.1","labels":{"a":"b"},"__proto__":{"polluted":1},"event":{"kind":"alert"}}`;
  assert.equal(normaliseLine(line, event), undefined);
  const text = JSON.stringify(toEcs(event));
  const document = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual(document['source'], { ip: '192.0.2.7', as: { number: 64496 }, nat: { ip: '10.0.0.1' } });
  assert.deepEqual(document['labels'], { a: 'b' });
  assert.deepEqual(document['related'], { ip: ['192.0.2.7'] });
  assert.deepEqual(document['vigil'], { severity: 'medium' });
  assert.match(text, /"__proto__":\{"polluted":1\}/);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('what came out is read again alike', () => {
  const first = new SocEvent();
  const line = JSON.stringify({
    timestamp: '2026-03-02T09:00:08.028879+0000',
    event_type: 'alert',
    src_ip: '192.0.2.1',
    src_port: 1,
    dest_ip: '2001:0db8:0000:0000:0000:0000:0000:0001',
    dest_port: 80,
    proto: 'TCP',
    app_proto: 'http',
    http: { hostname: 'a.example', url: '/x?y=1', http_method: 'GET', status: 200 },
    alert: {
      action: 'allowed',
      signature_id: 5,
      signature: 'S',
      category: 'C',
      severity: 1,
      metadata: { signature_severity: ['Critical'], mitre_technique_id: ['T1190'] },
    },
  });
  assert.equal(normaliseLine(line, first), undefined);
  const second = new SocEvent();
  assert.equal(normaliseLine(JSON.stringify(toEcs(first)), second), undefined);
  const { record: _a, raw: _b, ...before } = first;
  const { record: _c, raw: _d, ...after } = second;
  assert.deepEqual(after, before);
});
