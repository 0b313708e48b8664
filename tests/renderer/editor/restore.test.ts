import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scene, SCENE_VERSION } from '#contract/layout.ts';
import { SceneStore } from '#core/layouts/scene-store.ts';
import { type RestoreDoor, restoreRevision } from '#renderer/editor/restore.ts';

const titled = (title: string): Scene => ({ version: SCENE_VERSION, id: 's', title, panels: [] });
const KIM = { by: 'kim', at: 1, comment: '', client: 'k' };

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

function door(scenes: SceneStore): RestoreDoor {
  return {
    readRevision: async (id, revision) => need(scenes.read(id, revision)),
    publishScene: async (id, revision) => need(scenes.publish(id, revision, KIM)),
    async saveScene(scene, comment, base) {
      const refused = scenes.supersededSince('s', base);
      if (refused !== undefined) throw new Error(refused);
      scenes.save([scene], { ...KIM, comment }, false);
      return need(scenes.summary('s'));
    },
    async restoreScene(id, revision, comment) {
      scenes.save([need(scenes.read(id, revision))], { ...KIM, comment: comment || 'back' }, true, false);
      return need(scenes.summary('s'));
    },
  };
}

const state = (scenes: SceneStore) => [
  scenes.published('s')?.scene.title,
  scenes.read('s', undefined)?.title,
];

test('restoring over a draft: glass and draft are both as they were after its undo', async () => {
  const scenes = new SceneStore(() => []);
  scenes.save([titled('One')], { ...KIM, comment: 'one' }, true);
  scenes.save([titled('Two')], { ...KIM, comment: 'two' }, true);
  scenes.save([titled('Draft')], KIM, false);
  const restored = await restoreRevision(door(scenes), 's', 1, { published: 2, latest: 3 });
  assert.deepEqual([restored.latest, ...state(scenes)], [4, 'One', 'One']);
  assert.equal(await restored.undo(), 5);
  assert.deepEqual(state(scenes), ['Two', 'Draft']);
});

test('without a draft: one more revision', async () => {
  const scenes = new SceneStore(() => []);
  for (const title of ['One', 'Two']) scenes.save([titled(title)], { ...KIM, comment: title }, true);
  const restored = await restoreRevision(door(scenes), 's', 1, { published: 2, latest: 2 });
  await restored.undo();
  assert.deepEqual(state(scenes), ['Two', 'Two']);
  assert.deepEqual([scenes.summary('s')?.published, scenes.summary('s')?.latest], [4, 4]);
});

test('of a scene that was never on the glass: it is off it again', async () => {
  const scenes = new SceneStore(() => []);
  for (const title of ['One', 'Two']) scenes.save([titled(title)], { ...KIM, comment: title }, false);
  const restored = await restoreRevision(door(scenes), 's', 1, { published: 0, latest: 2 });
  assert.deepEqual(state(scenes), ['One', 'One']);
  await restored.undo();
  assert.deepEqual(state(scenes), [undefined, 'Two']);
});

test('what somebody saved in between is not lost by the undo; the glass is back all the same', async () => {
  const scenes = new SceneStore(() => []);
  scenes.save([titled('One')], { ...KIM, comment: 'one' }, true);
  scenes.save([titled('Draft')], KIM, false);
  const restored = await restoreRevision(door(scenes), 's', 1, { published: 1, latest: 2 });
  scenes.save([titled('Theirs')], { by: 'lee', at: 2, comment: '' }, false);
  await assert.rejects(restored.undo(), /lee saved revision 4/);
  assert.deepEqual(state(scenes), ['One', 'Theirs']);
});
