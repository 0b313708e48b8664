import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scene, SCENE_VERSION } from '#contract/layout.ts';
import { BUILT_IN, focusScene, tenantScene } from '#core/layouts/built-in.ts';
import { MAX_REVISIONS, MAX_SCENES, SceneStore } from '#core/layouts/scene-store.ts';

const scene = (id: string, title = id): Scene => ({ version: SCENE_VERSION, id, title, panels: [] });
const by = (comment = '') => ({ by: 'kim', at: 1, comment });
const local = (client: string) => ({ by: 'local', at: 1, comment: '', client });
const store = () => new SceneStore(() => BUILT_IN);

test('every built-in scene is one, fills its grid without overlap, and so are those made from templates', () => {
  const made = [
    focusScene('i1'),
    tenantScene('Ünïcode & <b>'),
    tenantScene('__proto__'),
    tenantScene('名前'),
  ];
  for (const one of [...BUILT_IN, ...made]) {
    assert.ok(Scene.safeParse(one).success, one.id);
    const cells = new Set<number>();
    let area = 0;
    for (const { x, y, w, h } of one.panels) {
      area += w * h;
      for (let i = 0; i < w * h; i++) cells.add((y + Math.floor(i / w)) * 12 + x + (i % w));
    }
    assert.equal(cells.size, area, `${one.id} overlaps`);
  }
  assert.notEqual(tenantScene('a b').id, tenantScene('a-b').id);
});

test('a draft is not shown until it is published; every revision can be had again', () => {
  const scenes = store();
  scenes.save([scene('s', 'One')], by('first'), true);
  scenes.save([scene('s', 'Two')], by('second'), false);
  assert.equal(scenes.published('s')?.scene.title, 'One');
  assert.equal(scenes.read('s', undefined)?.title, 'Two');
  scenes.publish('s', 2, { by: 'lee', at: 2 });
  assert.equal(scenes.published('s')?.scene.title, 'Two');
  assert.equal(scenes.read('s', 1)?.title, 'One');
  assert.deepEqual(
    scenes.history('s')?.map(({ revision, comment, published }) => [revision, comment, published]),
    [
      [2, 'second', { by: 'lee', at: 2 }],
      [1, 'first', { by: 'kim', at: 1 }],
    ],
  );
});

test("what is published is the revision that was named: another's draft that came since is not on the glass", () => {
  const scenes = store();
  scenes.save([scene('s', 'Mine')], by(), false);
  scenes.save([scene('s', 'Theirs')], { by: 'lee', at: 2, comment: '' }, false);
  const summary = scenes.publish('s', 1, by());
  assert.deepEqual([summary?.published, summary?.latest], [1, 2]);
  assert.equal(scenes.published('s')?.scene.title, 'Mine');
  assert.equal(scenes.publish('s', 3, by()), undefined);
  assert.equal(scenes.publish('none', 1, by()), undefined);
  scenes.publish('s', 0, by());
  assert.equal(scenes.published('s'), undefined, 'off the glass again');
  scenes.save([scene('triage', 'Ours')], by(), true);
  scenes.publish('triage', 0, by());
  assert.equal(scenes.published('triage')?.scene.title, 'Triage');
});

test('a draft that was made of an earlier revision than the newest is refused in words', () => {
  const scenes = store();
  assert.equal(scenes.supersededSince('new', 0), undefined);
  assert.equal(scenes.supersededSince('triage', 0), undefined, 'built in and never changed');
  scenes.save([scene('s')], by('one'), true);
  scenes.save([scene('s')], { by: 'lee', at: 2, comment: 'two' }, false);
  assert.equal(scenes.supersededSince('s', 2), undefined);
  assert.match(scenes.supersededSince('s', 1) ?? '', /^lee saved revision 2 since revision 1/);
  assert.match(scenes.supersededSince('s', 0) ?? '', /^lee saved revision 2/, 'two made a scene of one id');
  scenes.setDeleted('s', 5);
  assert.match(scenes.supersededSince('s', 2) ?? '', /was deleted/);
});

test('deleted it is gone from displays and can come back; a changed built-in becomes the built-in', () => {
  const scenes = store();
  scenes.save([scene('s'), scene('overview', 'Ours')], by(), true);
  assert.equal(scenes.published('overview')?.scene.title, 'Ours');
  scenes.setDeleted('overview', 5);
  assert.equal(scenes.published('overview')?.scene.title, 'Overview');
  assert.equal(scenes.read('overview', undefined)?.title, 'Overview');
  assert.equal(scenes.summary('overview')?.title, 'Overview');
  assert.equal(scenes.supersededSince('overview', 1), undefined, 'it can be changed again');
  scenes.setDeleted('s', 5);
  assert.equal(scenes.published('s'), undefined);
  scenes.setDeleted('s', 0);
  assert.equal(scenes.published('s')?.scene.id, 's');
  assert.equal(scenes.setDeleted('triage', 5), undefined, 'never changed');
});

test('a draft of a deleted scene puts nothing on the glass; what was on it once stays in the history', () => {
  const scenes = store();
  scenes.save([scene('overview', 'Ours')], by(), true);
  scenes.setDeleted('overview', 5);
  assert.equal(scenes.summary('overview')?.published, 0);
  scenes.save([scene('overview', 'Draft')], by(), false);
  assert.equal(scenes.published('overview')?.scene.title, 'Overview');
  assert.equal(scenes.read('overview', undefined)?.title, 'Draft');
  scenes.publish('overview', 2, { by: 'lee', at: 2 });
  scenes.publish('overview', 0, { by: 'lee', at: 3 });
  scenes.save([scene('overview', 'Next')], by(), false);
  assert.deepEqual(
    scenes.history('overview')?.map(({ revision }) => revision),
    [3, 2, 1],
  );
});

test('the takeover’s own id can not be taken', () => {
  assert.equal(store().save([scene('focus')], by(), false).ok, false);
});

test('the oldest revisions go first, told, and never the one that is shown', () => {
  const scenes = store();
  scenes.save([scene('s', 'shown')], by(), true);
  for (let i = 0; i < MAX_REVISIONS + 5; i++)
    scenes.save([scene('s', `draft ${i}`)], by(`draft ${i}`), false);
  assert.equal(scenes.history('s')?.length, MAX_REVISIONS);
  assert.equal(scenes.evicted, 6);
  assert.equal(scenes.published('s')?.scene.title, 'shown');
});

test('too many scenes are refused, all of them; one that was deleted makes room', () => {
  const scenes = store();
  for (let i = 0; i < MAX_SCENES; i++) scenes.save([scene(`s${i}`)], by(), true);
  const refused = scenes.save([scene('s0', 'changed'), scene('more')], by(), true);
  assert.ok(!refused.ok);
  assert.equal(scenes.published('s0')?.scene.title, 's0');
  scenes.setDeleted('s7', 1);
  assert.ok(scenes.save([scene('more')], by(), true).ok);
  assert.equal(scenes.summary('s7'), undefined);
});

test('restored without the revision that was shown, the last good one before it is, and that is told', () => {
  const scenes = store();
  const kept = [1, 2].map((revision) => ({ revision, ...by(), scene: scene('s', `r${revision}`) }));
  const notices = scenes.restore(
    [
      { id: 's', published: 3, next: 4, deletedAt: 0 },
      { id: 'lost', published: 1, next: 2, deletedAt: 0 },
    ],
    kept,
  );
  assert.equal(scenes.published('s')?.scene.title, 'r2');
  assert.match(notices.join(), /revision 3 is lost.*lost is lost/s);
  scenes.save([scene('s')], by(), false);
  assert.equal(scenes.history('s')?.[0]?.revision, 4, 'a number is never used twice');
});

test("an author's uncommented draft takes the place of the last one; what is published or commented stays", () => {
  const scenes = new SceneStore(() => BUILT_IN);
  scenes.save([scene('s', 'shown')], { by: 'ann', at: 1, comment: '' }, true);
  for (let i = 0; i < 5; i++) scenes.save([scene('s', `a${i}`)], { by: 'ann', at: 2, comment: '' }, false);
  scenes.save([scene('s', 'b')], { by: 'bob', at: 3, comment: '' }, false);
  scenes.save([scene('s', 'c')], { by: 'bob', at: 4, comment: 'mine' }, false);
  scenes.save([scene('s', 'd')], { by: 'bob', at: 5, comment: '' }, false);
  const titles = scenes.history('s')?.map(({ revision }) => scenes.read('s', revision)?.title);
  assert.deepEqual(titles, ['d', 'c', 'a4', 'shown']);
});

test('without tokens all have one name: the draft of another connection stays', () => {
  const scenes = store();
  scenes.save([scene('s', 'a1')], local('a'), false);
  scenes.save([scene('s', 'a2')], local('a'), false);
  scenes.save([scene('s', 'b')], local('b'), false);
  scenes.save([scene('s', 'a3')], local('a'), false);
  const titles = scenes.history('s')?.map(({ revision }) => scenes.read('s', revision)?.title);
  assert.deepEqual(titles, ['a3', 'b', 'a2']);
  const again = store();
  again.restore(
    [{ id: 's', published: 0, next: 2, deletedAt: 0 }],
    [{ revision: 1, by: 'local', at: 1, comment: '', scene: scene('s', 'before') }],
  );
  again.save([scene('s', 'after')], local('a'), false);
  assert.equal(again.history('s')?.length, 2, 'nobody knows whose it was before the restart');
});

test('what is restored or imported leaves its author’s last draft in the history', () => {
  const scenes = store();
  scenes.save([scene('s', 'first')], by('first'), true);
  scenes.save([scene('s', 'draft')], by(), false);
  scenes.save([scene('s', 'first')], by('back to revision 1'), true, false);
  assert.equal(scenes.read('s', 2)?.title, 'draft');
});
