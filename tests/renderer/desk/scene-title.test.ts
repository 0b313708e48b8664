import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN, focusScene, tenantScene } from '#core/layouts/built-in.ts';
import { sceneDescription, sceneTitle } from '#renderer/desk/scene-title.ts';
import { setLanguage } from '#renderer/text/text.ts';

const built = [...BUILT_IN, focusScene('i1'), tenantScene('acme')].map((scene) => ({
  ...scene,
  builtIn: true,
}));

test('every built-in scene has a title and a description in both languages', (t) => {
  t.after(() => setLanguage('en'));
  for (const scene of built) {
    setLanguage('en');
    assert.equal(sceneTitle(scene), scene.title);
    assert.equal(sceneDescription(scene), scene.description ?? '');
    setLanguage('ko');
    assert.match(sceneTitle(scene), /[가-힣]/, scene.id);
    if (scene.description) assert.match(sceneDescription(scene), /[가-힣]/, scene.id);
  }
  assert.equal(sceneTitle({ ...tenantScene('Globex & Söhne'), builtIn: true }), '테넌트 Globex & Söhne');
});

test('what somebody has given a title of its own keeps it', (t) => {
  t.after(() => setLanguage('en'));
  setLanguage('ko');
  for (const scene of built) {
    const changed = { ...scene, title: `${scene.title}!`.replace('Tenant', 'Customer'), description: 'Ours' };
    assert.deepEqual([sceneTitle(changed), sceneDescription(changed)], [changed.title, 'Ours']);
  }
  assert.equal(sceneTitle({ id: 'triage', title: 'Triage', builtIn: false }), 'Triage');
});
