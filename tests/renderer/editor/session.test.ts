import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scene, SCENE_VERSION } from '#contract/layout.ts';
import { SceneStore } from '#core/layouts/scene-store.ts';
import { draftKeep } from '#renderer/editor/draft-keep.ts';
import { AUTOSAVE_MS, EditSession } from '#renderer/editor/session.ts';

const scene: Scene = { version: SCENE_VERSION, id: 's', title: 'One', panels: [] };

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as Storage;
}

const keep = (held = storage(), now = 1_000) => draftKeep(held, () => now);

/** The core's own store behind a door that notes what passes, and that can fail before or after. */
function door(scenes = new SceneStore(() => [scene]), by = 'kim') {
  const log: string[] = [];
  const own = {
    log,
    scenes,
    fails: 'never' as 'never' | 'before' | 'after',
    readDraft: async () => present(scenes.read('s', undefined)),
    readRevision: async (_: string, revision: number) => present(scenes.read('s', revision)),
    sceneHistory: async () => scenes.history('s') ?? [],
    async saveScene(saved: Scene, comment: string, base: number) {
      log.push(`save ${saved.title} ${comment}`.trim());
      if (own.fails === 'before') throw new Error('disk full');
      const refused = scenes.supersededSince('s', base);
      if (refused !== undefined) throw new Error(refused);
      scenes.save([saved], { by, at: 1, comment }, false);
      if (own.fails === 'after') throw new Error('no answer');
      return present(scenes.summary('s'));
    },
    async publishScene(_: string, revision: number) {
      log.push(`publish ${revision}`);
      return present(scenes.publish('s', revision, { by, at: 1 }));
    },
  };
  return own;
}

function present<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}

const titled = (title: string): Scene => ({ ...scene, title });
const state = (session: EditSession) => {
  const { save, revision, reason } = session.store.getState();
  return { title: session.scene?.title, save, revision, reason };
};

test('a draft saves itself once a person pauses, and publishing says what changed', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const core = door();
  const session = new EditSession('s', core, keep());
  await session.load(0);
  session.change({ ...scene, title: 'Two' });
  session.change({ ...scene, title: 'Three' });
  assert.equal(session.store.getState().save, 'dirty');
  t.mock.timers.tick(AUTOSAVE_MS);
  await session.flush();
  assert.deepEqual(core.log, ['save Three']);
  assert.equal(session.store.getState().save, 'saved');
  session.undo();
  await session.publish('back');
  assert.deepEqual(core.log.slice(1), ['save Two back', 'publish 2']);
});

test('a save that fails is told, and what was drawn stays', async () => {
  const core = door();
  core.fails = 'before';
  const session = new EditSession('s', core, keep());
  await session.load(0);
  session.change({ ...scene, title: 'Two' });
  await session.flush();
  const { save, reason } = session.store.getState();
  assert.deepEqual([save, reason, session.scene?.title], ['failed', 'disk full', 'Two']);
  await assert.rejects(session.publish(''), /disk full/);
});

test('what had not reached the core when the page went is brought back, as a step that can be undone', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const held = storage();
  const gone = new EditSession('s', door(), keep(held));
  await gone.load(0);
  gone.change({ ...scene, title: 'Two' });
  const core = door();
  const back = new EditSession('s', core, keep(held, 2_000));
  await back.load(0);
  const { save, recoveredAt } = back.store.getState();
  assert.deepEqual([back.scene?.title, save, recoveredAt], ['Two', 'dirty', 1_000]);
  await back.flush();
  assert.deepEqual(core.log, ['save Two']);
  assert.equal(keep(held).read('s'), undefined, 'the core has it');
  back.undo();
  assert.equal(back.scene?.title, 'One');
});

test('a kept draft that is broken, of another scene or long past is none', () => {
  const held = storage();
  for (const text of ['{', 'null', '7', '{"scene":{},"at":1}', JSON.stringify({ scene, at: 'x' })]) {
    held.setItem('vigil-draft:s', text);
    assert.equal(keep(held).read('s'), undefined, text);
  }
  keep(held).write('s', scene, 4);
  assert.deepEqual([keep(held).read('s')?.at, keep(held).read('s')?.base], [1_000, 4]);
  assert.equal(keep(held, 8 * 86_400_000).read('s'), undefined);
  keep(held).write('other', scene, 0);
  assert.equal(keep(held).read('other'), undefined);
});

test('a draft that an earlier Vigil kept is brought up to date', () => {
  const held = storage();
  held.setItem('vigil-draft:s', JSON.stringify({ scene: { ...scene, version: 1 }, at: 1_000 }));
  const kept = keep(held).read('s');
  assert.deepEqual([kept?.scene, kept?.base], [scene, undefined]);
});

const LEE = { by: 'lee', at: 2, comment: '' };

test('what another saved meanwhile is not saved over: theirs is taken as a step that can be undone', async () => {
  const core = door();
  const session = new EditSession('s', core, keep());
  await session.load(0);
  core.scenes.save([titled('Theirs')], LEE, false);
  session.change(titled('Mine'));
  await session.flush();
  assert.deepEqual(state(session), {
    title: 'Mine',
    save: 'failed',
    revision: 0,
    reason: 'lee saved revision 1 since revision 0, of which this was made',
  });
  assert.equal(core.scenes.read('s', undefined)?.title, 'Theirs');
  await assert.rejects(session.publish(''), /lee saved/);
  assert.equal(core.scenes.summary('s')?.published, 0);
  await session.takeTheirs(1);
  assert.deepEqual(state(session), { title: 'Theirs', save: 'saved', revision: 1, reason: '' });
  session.undo();
  await session.flush();
  assert.equal(core.scenes.read('s', undefined)?.title, 'Mine');
  assert.equal(core.scenes.read('s', 1)?.title, 'Theirs', 'still in the history');
});

test('or one’s own is kept, over a revision that was seen', async () => {
  const core = door();
  const session = new EditSession('s', core, keep());
  await session.load(0);
  core.scenes.save([titled('Theirs')], LEE, false);
  session.change(titled('Mine'));
  await session.flush();
  core.scenes.save([titled('Theirs again')], { ...LEE, comment: 'more' }, false);
  await session.keepMine(1);
  assert.equal(state(session).save, 'failed', 'a third came between');
  await session.keepMine(2);
  assert.deepEqual([state(session).save, core.scenes.read('s', undefined)?.title], ['saved', 'Mine']);
});

test('what is published is what was saved with it, whatever another saves in between', async () => {
  const core = door();
  const session = new EditSession('s', core, keep());
  await session.load(0);
  session.change(titled('Mine'));
  const { saveScene } = core;
  core.saveScene = async (saved, comment, base) => {
    const summary = await saveScene(saved, comment, base);
    core.scenes.save([titled('Theirs')], LEE, false);
    return summary;
  };
  await session.publish('mine');
  assert.equal(core.scenes.published('s')?.scene.title, 'Mine');
  assert.equal(core.scenes.read('s', undefined)?.title, 'Theirs');
});

test('a save whose answer was lost is one’s own: nobody is said to have come between', async () => {
  const core = door();
  const session = new EditSession('s', core, keep());
  await session.load(0);
  core.fails = 'after';
  session.change(titled('Mine'));
  await session.flush();
  assert.deepEqual([state(session).save, state(session).revision], ['saved', 1]);
  // And where it could not be asked for at once.
  const { sceneHistory } = core;
  core.sceneHistory = () => Promise.reject(new Error('no link'));
  session.change(titled('Mine 2'));
  await session.flush();
  assert.deepEqual([state(session).save, state(session).revision], ['failed', 1]);
  core.sceneHistory = sceneHistory;
  core.fails = 'never';
  session.change(titled('Mine 3'));
  await session.flush();
  assert.deepEqual([state(session).save, core.scenes.read('s', undefined)?.title], ['saved', 'Mine 3']);
});

test('what was kept of a revision that another has saved over since is shown and not saved', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const held = storage();
  keep(held).write('s', titled('Mine'), 0);
  const core = door();
  core.scenes.save([titled('Theirs')], LEE, false);
  const session = new EditSession('s', core, keep(held));
  await session.load(1);
  await session.flush();
  assert.deepEqual(
    [state(session).title, state(session).save, state(session).revision],
    ['Mine', 'failed', 0],
  );
  assert.equal(core.scenes.read('s', undefined)?.title, 'Theirs');
  session.undo();
  assert.equal(session.scene?.title, 'Theirs');
});
