import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import { AUTOSAVE_MS, EditSession } from '#renderer/editor/session.ts';

const scene: Scene = { version: 1, id: 's', title: 'One', panels: [] };

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
  const session = new EditSession('s', core);
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
  const session = new EditSession('s', door(true));
  await session.load(0);
  session.change({ ...scene, title: 'Two' });
  await session.flush();
  const { save, reason } = session.store.getState();
  assert.deepEqual([save, reason, session.scene?.title], ['failed', 'disk full', 'Two']);
  await assert.rejects(session.publish(''), /disk full/);
});
