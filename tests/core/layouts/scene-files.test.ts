import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrateScene, Scene, SCENE_STEPS, SCENE_VERSION } from '#contract/layout.ts';
import { BUILT_IN } from '#core/layouts/built-in.ts';
import { checkScenes, exportScenes, importScenes } from '#core/layouts/scene-files.ts';

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
  assert.deepEqual([read.value[0]?.version, read.value[0]?.panels[0]?.settings], [SCENE_VERSION, {}]);
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
  [
    'a newer version',
    'id: a\nversion: 99',
    /^line 2, scenes\[0\]\.version: 99 is of a newer Vigil; this one reads up to \d+$/,
  ],
  ['a version that is none', 'id: a\nversion: -1', /not a version/],
  [
    'the same id twice',
    'scenes: [{id: a, title: A, panels: []}, {id: a, title: A, panels: []}]',
    /scenes\[1\]\.id/,
  ],
  [
    'one panel over another',
    'id: a\ntitle: A\npanels:\n- {id: m, panel: map, x: 0, y: 0, w: 6, h: 6}\n- {id: r, panel: rate, x: 5, y: 5, w: 1, h: 1}',
    /^line 5, scenes\[0\]\.panels\[1\]: lies over panels\[0\], m$/,
  ],
  [
    'a misspelt key',
    'id: a\ntitle: A\npanels: []\ntakeovr: false',
    /^line 4, scenes\[0\]\.takeovr: there is no/,
  ],
  [
    'a misspelt key of a panel',
    'id: a\ntitle: A\npanels: [{id: m, panel: map, x: 0, y: 0, w: 1, h: 1, setings: {from: 3}}]',
    /panels\[0\]\.setings: there is no such key/,
  ],
  [
    'a key beside the scenes',
    'sceens: []\nscenes: [{id: a, title: A, panels: []}]',
    /^line 1, sceens: there is/,
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

test('every problem of a file is told, with its line, and the scenes that can be read', () => {
  const text = `scenes:
  - id: fine
    title: Fine
    panels:
      - {id: m, panel: map, x: 0, y: 0, w: 6, h: 6, settings: {region: asia}}
  - id: bad
    titel: Bad
    panels:
      - {id: m, panel: map, x: 0, y: 0, w: 6, h: 6}
      - id: m
        panel: rate
        x: 4
        y: 4
        w: 9
        h: 1
  - id: worse
    title: Worse
    panels:
      - {id: m, panel: map, x: 0, y: 0, w: 6, h: 6, color: red}
      - {id: n, panel: map, x: 0, y: 0, w: 6, h: 6}
`;
  const { scenes, lines, problems } = checkScenes(text);
  assert.deepEqual(
    scenes.map((scene) => scene?.id),
    ['fine', undefined, 'worse'],
  );
  assert.deepEqual(
    problems.map(({ line, where }) => `${line} ${where}`),
    ['6 scenes[1].title', '7 scenes[1].titel', '19 scenes[2].panels[0].color', '20 scenes[2].panels[1]'],
  );
  assert.equal(lines['scenes[0].panels[0].settings.region'], 5);
  assert.equal(lines['scenes[1].panels[1].w'], 14);
  assert.ok(!importScenes(text).ok);
});

test('what lay over another before stays readable; it is only not taken in anew', () => {
  const panels = ['a', 'b'].map((id) => ({ id, panel: 'map', x: 0, y: 0, w: 2, h: 2, settings: {} }));
  assert.ok(Scene.safeParse({ version: SCENE_VERSION, id: 'old', title: 'Old', panels, more: 1 }).success);
});

test('a file of version 1 named its tenant as organization: now its panels show that tenant alone', () => {
  const read = importScenes(`version: 1
id: acme
title: Tenant acme
panels:
  - {id: map, panel: map, x: 0, y: 0, w: 8, h: 8, settings: {organization: acme}}
  - {id: rate, panel: rate, x: 8, y: 0, w: 4, h: 8, settings: {organization: '', from: 2}}
  - {id: alerts, panel: alerts, x: 0, y: 8, w: 12, h: 4, settings: {tenants: [globex], organization: acme}}
`);
  assert.ok(read.ok, read.ok ? '' : read.error);
  assert.deepEqual(
    read.value[0]?.panels.map(({ settings }) => settings),
    [{ tenants: ['acme'] }, { from: 2, tenants: [] }, { tenants: ['globex'], organization: 'acme' }],
  );
});

test('a scene goes through each step from its version on, and no other; a newer one is refused', () => {
  assert.equal(SCENE_STEPS.length, SCENE_VERSION);
  const steps = ['a', 'b', 'c'].map((letter, i) => (scene: Readonly<Record<string, unknown>>) => ({
    ...scene,
    version: i + 1,
    trace: `${typeof scene['trace'] === 'string' ? scene['trace'] : ''}${letter}`,
  }));
  const trace = (version: number | undefined) => {
    const migrated = migrateScene({ id: 's', ...(version === undefined ? {} : { version }) }, steps);
    return migrated.ok ? (migrated.scene as { readonly trace?: string }).trace : migrated.reason;
  };
  assert.deepEqual([trace(undefined), trace(0), trace(1), trace(2)], ['abc', 'abc', 'bc', 'c']);
  assert.equal(trace(3), undefined);
  assert.equal(trace(4), '4 is of a newer Vigil; this one reads up to 3');
  assert.equal(trace(0.5), 'not a version');
});
