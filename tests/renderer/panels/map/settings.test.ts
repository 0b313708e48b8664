import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MapSettings } from '#renderer/panels/map/settings.ts';

it('shows the world in Equal Earth with its legend unless told otherwise', () => {
  assert.deepEqual(MapSettings.parse({}), {
    projection: 'equal-earth',
    traffic: 'all',
    span: '5m',
    from: 0,
    tenants: [],
    sites: [],
    sensors: [],
    categories: [],
    region: 'world',
    incident: '',
    legend: true,
  });
  assert.deepEqual(MapSettings.parse({ projection: 'mercator', region: 'east-asia', legend: false }), {
    projection: 'mercator',
    traffic: 'all',
    span: '5m',
    from: 0,
    tenants: [],
    sites: [],
    sensors: [],
    categories: [],
    region: 'east-asia',
    incident: '',
    legend: false,
  });
});

it('refuses what it does not know', () => {
  assert.equal(MapSettings.safeParse({ region: 'atlantis' }).success, false);
});
