import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MapSettings } from '#renderer/panels/map/settings.ts';

it('shows the world in Equal Earth unless told otherwise', () => {
  assert.deepEqual(MapSettings.parse({}), { projection: 'equal-earth', region: 'world' });
  assert.deepEqual(MapSettings.parse({ projection: 'mercator', region: 'east-asia' }), {
    projection: 'mercator',
    region: 'east-asia',
  });
});

it('refuses what it does not know', () => {
  assert.equal(MapSettings.safeParse({ region: 'atlantis' }).success, false);
});
