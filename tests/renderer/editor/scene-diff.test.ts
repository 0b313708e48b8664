import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scene } from '#contract/layout.ts';
import { sceneDiff } from '#renderer/editor/scene-diff.ts';
import { freeSceneId } from '#renderer/editor/scene-id.ts';
import { setLanguage } from '#renderer/text/text.ts';

const scene: Scene = {
  version: 1,
  id: 's',
  title: 'Night',
  panels: [
    { id: 'map', panel: 'map', x: 0, y: 0, w: 8, h: 12, settings: { region: 'world' } },
    { id: 'rate', panel: 'rate', x: 8, y: 0, w: 4, h: 12, settings: {} },
  ],
};

test('a change is told in words', () => {
  const [map, rate] = scene.panels;
  assert.ok(map && rate);
  const after: Scene = {
    ...scene,
    title: 'Late',
    takeover: false,
    panels: [
      { ...map, w: 6, settings: { region: 'asia' } },
      { ...map, id: 'map-2', x: 6, w: 6 },
    ],
  };
  assert.deepEqual(sceneDiff(scene, after), [
    'title “Night” became “Late”',
    'incidents may not take it over',
    'Event rate removed',
    'Attack map resized from 8 × 12 to 6 × 12',
    'Attack map: region from world to asia',
    'Attack map (map-2) added at column 7, row 1, 6 × 12',
  ]);
  assert.deepEqual(sceneDiff(scene, structuredClone(scene)), []);
});

test('and in Korean', (t) => {
  setLanguage('ko');
  t.after(() => setLanguage('en'));
  assert.deepEqual(sceneDiff(scene, { ...scene, title: '야간' }), ['제목 “Night” → “야간”']);
});

test('an id is made of the title, numbered when taken', () => {
  assert.equal(freeSceneId('  Seoul / DC 2 ', new Set()), 'seoul-dc-2');
  assert.equal(freeSceneId('서울', new Set(['scene'])), 'scene-2');
});
