import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN } from '#core/layouts/built-in.ts';
import { exportScenes, importScenes } from '#core/layouts/scene-files.ts';

test('what is exported is imported as it was, in either format, and its bytes depend on nothing else', () => {
  const sorted = BUILT_IN.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const format of ['yaml', 'json'] as const) {
    const text = exportScenes(BUILT_IN, format);
    const read = importScenes(text);
    assert.ok(read.ok, read.ok ? '' : read.error);
    assert.deepEqual(read.value, sorted);
    assert.equal(exportScenes(BUILT_IN.toReversed(), format), text);
  }
  const [one] = BUILT_IN;
  assert.ok(one);
  const settings = (value: Record<string, string>) =>
    exportScenes([{ ...one, panels: one.panels.map((panel) => ({ ...panel, settings: value })) }], 'yaml');
  assert.equal(settings({ b: '1', a: '2' }), settings({ a: '2', b: '1' }));
});

test('a file by hand without version and settings is brought up to date', () => {
  const read = importScenes('id: mine\ntitle: Mine\npanels: [{id: m, panel: map, x: 0, y: 0, w: 12, h: 12}]');
  assert.ok(read.ok);
  assert.deepEqual([read.value[0]?.version, read.value[0]?.panels[0]?.settings], [1, {}]);
});

const bad = (settings: string) =>
  `id: a\ntitle: A\npanels: [{id: m, panel: map, x: 0, y: 0, w: 1, h: 1, settings: ${settings}}]`;

for (const [what, text, words] of [
  ['broken YAML', 'scenes:\n  - id: [', /line 2, column/],
  ['nothing', '', /no scene/],
  ['a list', '[]', /no scene/],
  ['a wrong id', 'scenes: [{id: A B, title: x, panels: []}]', /scenes\[0\]\.id: small letters/],
  [
    'beyond the grid',
    'id: a\ntitle: A\npanels: [{id: m, panel: map, x: 8, y: 0, w: 6, h: 1}]',
    /panels\[0\]: reaches beyond/,
  ],
  ['a newer version', 'id: a\nversion: 99', /version: 99 is of a newer/],
  ['a version that is none', 'id: a\nversion: -1', /not a version/],
  [
    'the same id twice',
    'scenes: [{id: a, title: A, panels: []}, {id: a, title: A, panels: []}]',
    /scenes\[1\]\.id/,
  ],
  ['settings too deep', bad(`${'{a: '.repeat(9)}1${'}'.repeat(9)}`), /settings are a map/],
  ['settings too deep for the stack', bad(`${'['.repeat(20_000)}${']'.repeat(20_000)}`), /./],
  ['settings too large', bad(`{a: ${'x'.repeat(50_000)}}`), /settings are a map/],
  ['many aliases', `a: &a [${'x,'.repeat(50)}]\nb: [${'*a,'.repeat(500)}]`, /./],
] as const) {
  test(`${what} is refused in words`, () => {
    const read = importScenes(text);
    assert.ok(!read.ok);
    assert.match(read.error, words);
  });
}
