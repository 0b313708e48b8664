import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scene, SCENE_VERSION } from '#contract/layout.ts';
import { sceneDiff } from '#renderer/editor/scene-diff.ts';
import { freeSceneId } from '#renderer/editor/scene-id.ts';
import { setLanguage } from '#renderer/text/text.ts';

const scene: Scene = {
  version: SCENE_VERSION,
  id: 's',
  title: 'Night',
  panels: [
    { id: 'map', panel: 'map', x: 0, y: 0, w: 8, h: 12, settings: { region: 'world' } },
    { id: 'rate', panel: 'rate', x: 8, y: 0, w: 4, h: 12, settings: {} },
  ],
};

function sceneOf(...panels: Scene['panels']): Scene {
  return { ...scene, panels };
}

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
    'Attack map: Region from World to Asia',
    'Attack map (map-2) added at column 7, row 1, 6 × 12',
  ]);
  assert.deepEqual(sceneDiff(scene, structuredClone(scene)), []);
});

test('panels go by the titles they were given, settings by their labels, and long values are cut', () => {
  const [map, rate] = scene.panels;
  assert.ok(map && rate);
  const named = (title: string, more: object = {}) => ({ ...rate, settings: { title, ...more } });
  assert.deepEqual(sceneDiff(sceneOf(map, named('Doors')), sceneOf(map, { ...named('Doors'), h: 6 })), [
    'Doors resized from 4 × 12 to 4 × 6',
  ]);
  assert.deepEqual(sceneDiff(sceneOf(named('Doors')), sceneOf(named('Gates', { from: 3 }))), [
    'Doors: From severity from default to high',
    'Doors: Panel title from Doors to Gates',
  ]);
  assert.deepEqual(sceneDiff(sceneOf(map), sceneOf(map, { ...map, id: 'second', x: 8, w: 4 })), [
    'Attack map (second) added at column 9, row 1, 4 × 12',
  ]);
  const picture = { ...map, id: 'p', panel: 'picture', settings: { data: 'x'.repeat(5_000) } };
  const [words] = sceneDiff(sceneOf({ ...picture, settings: {} }), sceneOf(picture));
  assert.ok((words?.length ?? 0) < 120, words);
});

test('rows are counted, pictures told by their size, and a change behind the cut is told', () => {
  const [map] = scene.panels;
  assert.ok(map);
  const told = (before: Scene['panels'][number]['settings'], after: typeof before) =>
    sceneDiff(sceneOf({ ...map, settings: before }), sceneOf({ ...map, settings: after }));
  const url = `data:image/png;base64,${Buffer.alloc(2_000).toString('base64')}`;
  assert.deepEqual(told({}, { shifts: [{ name: 'a' }, { name: 'b' }] }), [
    'Attack map: Who is on, and when from default to 2 entries',
  ]);
  assert.deepEqual(told({ shifts: [{ name: 'a' }] }, { shifts: [{ name: 'b' }] }), [
    'Attack map: Who is on, and when changed',
  ]);
  assert.match(told({}, { image: url })[0] ?? '', /from default to a picture of 2.0 KB$/);
  const long = 'x'.repeat(80);
  assert.deepEqual(told({ text: `${long}a` }, { text: `${long}b` }), [
    'Attack map: Plain text; line breaks stay changed',
  ]);
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
