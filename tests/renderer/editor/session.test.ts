import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import { draftKeep } from '#renderer/editor/draft-keep.ts';
import { AUTOSAVE_MS, EditSession } from '#renderer/editor/session.ts';

const scene: Scene = { version: 1, id: 's', title: 'One', panels: [] };

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as Storage;
}

const keep = (held = storage(), now = 1_000) => draftKeep(held, () => now);

function door(fail = false) {
  const log: string[] = [];
  const answer = async (what: string): Promise<SceneSummary> => {
    log.push(what);
    if (fail) throw new Error('disk full');
    return {
      id: 's',
      title: '',
      builtIn: false,
      published: 0,
      latest: log.length,
      by: '',
      at: 0,
      deletedAt: 0,
    };
  };
  return {
    log,
    readDraft: async () => scene,
    saveScene: ({ title }: Scene, comment: string) => answer(`save ${title} ${comment}`.trim()),
    publishScene: () => answer('publish'),
  };
}

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
  assert.deepEqual(core.log.slice(1), ['save Two back', 'publish']);
});

test('a save that fails is told, and what was drawn stays', async () => {
  const session = new EditSession('s', door(true), keep());
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
  keep(held).write('s', scene);
  assert.equal(keep(held).read('s')?.at, 1_000);
  assert.equal(keep(held, 8 * 86_400_000).read('s'), undefined);
  keep(held).write('other', scene);
  assert.equal(keep(held).read('other'), undefined);
});
