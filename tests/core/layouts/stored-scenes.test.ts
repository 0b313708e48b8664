import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import type { Caller } from '#contract/api.ts';
import { type Scene, SCENE_VERSION } from '#contract/layout.ts';
import { createEngine } from '#tests/support/engine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-scenes-'));
after(() => rmSync(folder, { recursive: true }));

/** Without tokens every page is `local`. */
const ONE: Caller = { role: 'supervisor', name: 'local', client: 'one' };
const OTHER: Caller = { role: 'supervisor', name: 'local', client: 'other' };
const scene = (title: string): Scene => ({ version: SCENE_VERSION, id: 'mine', title, panels: [] });

test('what earlier Vigils kept is there after an upgrade; what a newer one kept is told', async () => {
  const dataDir = path.join(folder, 'kept');
  const engine = createEngine({ dataDir });
  for (const id of ['old', 'newer']) {
    await engine.handlers['scene.save']({ scene: { ...scene('Kept'), id }, comment: '' }, ONE);
  }
  await engine.stop();
  const panels = ['a', 'b'].map((id) => ({
    id,
    panel: 'map',
    x: 0,
    y: 0,
    w: 8,
    h: 8,
    settings: { organization: 'acme' },
  }));
  const db = new DatabaseSync(path.join(dataDir, 'state.db'));
  const put = (id: string, kept: object) =>
    db
      .prepare(`UPDATE document SET json = ?, previous = NULL WHERE kind = 'scene-revision' AND id = ?`)
      .run(JSON.stringify({ revision: 1, by: 'kim', at: 1, comment: '', scene: kept }), `${id}/1`);
  put('old', { version: 1, id: 'old', title: 'Tenant acme', panels, more: 'of a Vigil that never was' });
  put('newer', { ...scene('Of tomorrow'), id: 'newer', version: SCENE_VERSION + 1 });
  db.close();
  const again = createEngine({ dataDir });
  const {
    version,
    title,
    panels: read,
  } = await again.handlers['scene.read']({ id: 'old', draft: true }, ONE);
  assert.deepEqual([version, title], [SCENE_VERSION, 'Tenant acme']);
  assert.deepEqual(
    read.map(({ settings }) => settings),
    [{ tenants: ['acme'] }, { tenants: ['acme'] }],
    'one lies over the other, and nobody loses them for that',
  );
  const notices = again.health().notices.map(({ text }) => text);
  assert.ok(
    notices.some((text) => /scene-revision newer\/1 could not be read/.test(text)),
    notices.join('\n'),
  );
  await again.stop();
});

test('a draft says what it was made of: refused once another page saved, whatever its name, and changes nothing', async () => {
  const { handlers, stop } = bound(path.join(folder, 'two'));
  const save = (title: string, base: number | undefined, caller: Caller) =>
    handlers['scene.save'](
      { scene: scene(title), comment: '', ...(base === undefined ? {} : { base }) },
      caller,
    );
  const latest = async () => (await handlers['scene.read']({ id: 'mine', draft: true }, ONE)).title;
  await save('One', 0, ONE);
  await save('Two', 1, ONE);
  await save('Theirs', 2, OTHER);
  await assert.rejects(async () => save('Three', 2, ONE), /local saved revision 3 since revision 2/);
  await assert.rejects(async () => save('New', 0, ONE), /local saved revision 3/);
  assert.equal(await latest(), 'Theirs');
  assert.equal((await handlers['scene.publish']({ id: 'mine', revision: 2 }, ONE)).published, 2);
  assert.equal((await handlers['scene.read']({ id: 'mine', draft: false }, ONE)).title, 'Two');
  const [theirs, mine] = await handlers['scene.history']({ id: 'mine' }, ONE);
  assert.deepEqual([theirs?.published, mine?.published?.by], [undefined, 'local']);
  await assert.rejects(
    async () => handlers['scene.publish']({ id: 'mine', revision: 9 }, ONE),
    /no revision 9/,
  );
  await save('Whatever is there', undefined, ONE);
  assert.equal(await latest(), 'Whatever is there', 'a script that says nothing is not asked');
  await stop();
});

function bound(dataDir: string) {
  const engine = createEngine({ dataDir });
  return { handlers: engine.handlers, stop: () => engine.stop() };
}
