import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SocEvent } from '#contract/event.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { event } from '#tests/support/events.ts';

const NONE = { sources: [], observers: [], cidrs: [], sites: [] };
const enricher = new Enricher({
  sites: [{ name: 'Lab', cidrs: ['10.3.0.0/16'], latitude: 0, longitude: 0 }],
  assets: [
    { name: 'servers', cidrs: ['10.1.0.0/16'], criticality: 'high', tags: [] },
    {
      name: 'dc1',
      cidrs: ['10.1.0.5', 'fd00::5'],
      criticality: 'critical',
      owner: 'Windows team',
      tags: ['ad'],
    },
  ],
  tenants: [
    { ...NONE, name: 'By source', sources: ['edge'] },
    { ...NONE, name: 'By sensor', observers: ['sensor-1'] },
    { ...NONE, name: 'By network', cidrs: ['10.1.0.0/16'] },
    { ...NONE, name: 'By site', sites: ['Lab'] },
  ],
});

function enriched(fields: Partial<SocEvent>): SocEvent {
  const one = event(fields);
  enricher.enrich(one);
  return one;
}

function tenant(fields: Partial<SocEvent>): string | undefined {
  return enriched(fields)['organization.name'];
}

test('whose an event is: its own word, its source, its sensor, its destination, its source address', () => {
  const whole = {
    feed: 'edge',
    'observer.name': 'sensor-1',
    'source.ip': '10.3.0.1',
    'destination.ip': '10.1.0.1',
  };
  assert.equal(tenant({ ...whole, 'organization.name': 'Own' }), 'Own');
  assert.equal(tenant(whole), 'By source');
  assert.equal(tenant({ ...whole, feed: '' }), 'By sensor');
  assert.equal(tenant({ ...whole, feed: '', 'observer.name': '__proto__' }), 'By network');
  assert.equal(tenant({ 'source.ip': '10.3.0.1', 'destination.ip': '8.8.8.8' }), 'By site');
  assert.equal(tenant({ 'source.ip': '8.8.8.8' }), undefined);
});

test('assets of both sides, the longest prefix first', () => {
  const one = enriched({ 'source.ip': '10.1.9.9', 'destination.ip': 'fd00::5' });
  assert.equal(one['source.asset.name'], 'servers');
  assert.equal(one['source.asset.criticality'], 'high');
  assert.equal(one['source.asset.owner'], undefined);
  assert.deepEqual(
    [
      one['destination.asset.name'],
      one['destination.asset.criticality'],
      one['destination.asset.owner'],
      one['destination.asset.tags'],
    ],
    ['dc1', 'critical', 'Windows team', ['ad']],
  );
  assert.equal(enriched({ 'destination.ip': '10.2.0.1' })['destination.asset.name'], undefined);
});
