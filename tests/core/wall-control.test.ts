import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { SCENE_VERSION } from '#contract/layout.ts';
import { MAX_DISPLAYS } from '#core/displays/registry.ts';
import { display, engineIn, joined, KIM, LEE, stamp, T, wall } from '#tests/support/wall-kit.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-wall-'));
after(() => rmSync(folder, { recursive: true }));

test('an order reaches its display alone', () => {
  const { control } = wall();
  const [north, south] = [display('north'), display('south')];
  control.join(north.listener, T);
  control.join(south.listener, T);
  control.orders.show(['north'], 'triage', false, null, stamp);
  control.push(T);
  assert.deepEqual([north.told.length, south.told.length], [2, 1]);
  assert.deepEqual([north.scene(), south.scene()], ['triage', 'overview']);
  assert.deepEqual(
    north.told.map(({ revision }) => revision),
    [1, 2],
  );
});

test('what falls due as one window of a display joins reaches its other windows too', () => {
  const { control } = wall();
  const one = display('north');
  const other = display('north');
  control.join(one.listener, T);
  control.orders.show(['north'], 'triage', false, null, stamp);
  control.join({ ...other.listener, client: 'other' }, T);
  assert.deepEqual([one.scene(), other.scene()], ['triage', 'triage']);
  assert.equal(one.told.length, 2);
  assert.equal(other.told.length, 1);
});

test('a frozen display keeps its scene while another is ordered, and has it afterwards', () => {
  const { control } = wall();
  const north = display('north');
  control.join(north.listener, T);
  control.orders.turn('frozen', ['north'], true, stamp);
  control.orders.show(['north'], 'triage', false, null, stamp);
  control.push(T);
  assert.equal(north.scene(), 'overview');
  control.orders.turn('frozen', ['north'], false, stamp);
  control.push(T);
  assert.equal(north.scene(), 'triage');
});

test('night dims, a playlist turns, a banner ends, all by the clock', () => {
  const { control } = wall();
  const north = display('north');
  control.join(north.listener, T);
  control.orders.savePlaylist(
    {
      id: 'p',
      name: 'P',
      timeZone: 'UTC',
      entries: [
        { scene: 'triage', dwellSeconds: 10 },
        { scene: 'network', dwellSeconds: 10 },
      ],
    },
    stamp,
  );
  control.orders.run(['north'], 'p', stamp);
  control.orders.saveNight({ timeZone: 'UTC', when: { from: '12:01', to: '13:00' }, brightness: 0.4 }, stamp);
  control.orders.showBanner({ all: true }, 'hello', T + 30_000, stamp);
  const seen = [0, 10_000, 30_000, 60_000].map((ms) => {
    control.tick(T + ms);
    const last = north.told.at(-1);
    return [last?.scene.id, last?.brightness, last?.banners.length];
  });
  assert.deepEqual(seen, [
    ['triage', 1, 1],
    ['network', 1, 1],
    ['network', 1, 0],
    ['triage', 0.4, 0],
  ]);
});

const mine = (title: string) => ({ version: SCENE_VERSION, id: 'mine', title, panels: [] });

test('a frozen display that is loaded anew keeps its scene, though its playlist has gone on', () => {
  const { control } = wall();
  const north = display('north');
  control.join(north.listener, T);
  const entries = ['triage', 'network'].map((id) => ({ scene: id, dwellSeconds: 10 }));
  control.orders.savePlaylist({ id: 'p', name: 'P', timeZone: 'UTC', entries }, stamp);
  control.orders.run(['north'], 'p', stamp);
  control.push(T);
  control.report({ display: 'north', scene: 'triage' }, T);
  control.orders.turn('frozen', ['north'], true, stamp);
  control.push(T);
  control.leave(north.listener, T);
  control.join(north.listener, T + 15_000);
  assert.equal(north.scene(), 'triage');
  control.orders.turn('frozen', ['north'], false, stamp);
  control.push(T + 15_000);
  assert.equal(north.scene(), 'network');
});

test('a scene that was deleted has no turn in a playlist any more', () => {
  const { control } = wall();
  const north = display('north');
  control.join(north.listener, T);
  const scene = { version: SCENE_VERSION, id: 'own', title: 'Own', panels: [] };
  control.scenes.save([scene], { ...stamp, comment: '' }, true);
  const entries = ['own', 'triage'].map((id) => ({ scene: id, dwellSeconds: 10 }));
  control.orders.savePlaylist({ id: 'p', name: 'P', timeZone: 'UTC', entries }, stamp);
  control.orders.run(['north'], 'p', stamp);
  control.push(T);
  assert.equal(north.scene(), 'own');
  control.scenes.setDeleted('own', T);
  for (let second = 1; second < 40; second++) {
    control.tick(T + second * 1_000);
    assert.equal(north.scene(), 'triage');
  }
});

test('a stored scene of an earlier version is brought up to date, not lost', () => {
  const { control } = wall();
  const old = { id: 'old', title: 'Old', panels: [{ id: 'm', panel: 'map', x: 0, y: 0, w: 12, h: 12 }] };
  const revision = { revision: 1, by: 'kim', at: T, comment: '', scene: old };
  const told = control.restore([
    { kind: 'scene', id: 'old', texts: [JSON.stringify({ id: 'old', published: 1, next: 2, deletedAt: 0 })] },
    { kind: 'scene-revision', id: 'old/1', texts: [JSON.stringify(revision)] },
  ]);
  assert.deepEqual(told, []);
  assert.equal(control.scenes.published('old')?.scene.version, SCENE_VERSION);
});

test('a restart keeps displays, scenes with their history, and orders with who gave them', async () => {
  const dataDir = path.join(folder, 'restart');
  const engine = engineIn(dataDir);
  const { handlers } = engine;
  joined(engine, 'north');
  await handlers['scene.save']({ scene: mine('One'), comment: 'first' }, KIM);
  await handlers['scene.publish']({ id: 'mine', revision: 1 }, KIM);
  await handlers['scene.save']({ scene: mine('Two'), comment: 'second' }, LEE);
  await handlers['display.rename']({ display: 'north', label: 'North wall' }, KIM);
  await handlers['display.show'](
    { target: { display: 'north' }, scene: 'mine', pinned: true, each: false },
    LEE,
  );
  const before = await handlers['control.state']({}, KIM);
  await engine.stop();

  const again = engineIn(dataDir);
  assert.deepEqual(await again.handlers['control.state']({}, KIM), before);
  const history = await again.handlers['scene.history']({ id: 'mine' }, KIM);
  assert.deepEqual(
    history.map(({ by, comment }) => [by, comment]),
    [
      ['lee', 'second'],
      ['kim', 'first'],
    ],
  );
  const [known] = await again.handlers['display.list']({}, KIM);
  assert.deepEqual([known?.label, known?.online], ['North wall', false]);
  const north = joined(again, 'north');
  assert.equal(north.told[0]?.scene.title, 'One');
  assert.ok((north.told[0]?.revision ?? 0) > (known?.sent ?? 0), 'its numbers go on');
  await again.handlers['scene.restore']({ id: 'mine', revision: 2, comment: '' }, KIM);
  assert.equal(north.told.at(-1)?.scene.title, 'Two');
  await again.stop();
});

test('a broken record falls back to the one before it, told; one without takes nothing else along', async () => {
  const dataDir = path.join(folder, 'broken');
  const engine = engineIn(dataDir);
  joined(engine, 'north');
  for (const scene of ['triage', 'network']) {
    await engine.handlers['display.show'](
      { target: { display: 'north' }, scene, pinned: false, each: false },
      KIM,
    );
  }
  for (const title of ['One', 'Two']) {
    const { latest } = await engine.handlers['scene.save']({ scene: mine(title), comment: '' }, KIM);
    await engine.handlers['scene.publish']({ id: 'mine', revision: latest }, KIM);
  }
  await engine.stop();
  const db = new DatabaseSync(path.join(dataDir, 'state.db'));
  db.exec(`UPDATE document SET json = '{' WHERE kind = 'control'`);
  db.exec(`UPDATE document SET json = 'x', previous = NULL WHERE id = 'mine/2'`);
  db.close();
  const again = engineIn(dataDir);
  const state = await again.handlers['control.state']({}, KIM);
  assert.equal(state.displays[0]?.scene?.id, 'triage');
  assert.equal((await again.handlers['scene.read']({ id: 'mine', draft: false }, KIM)).title, 'One');
  const notices = again
    .health()
    .notices.map(({ text }) => text)
    .join('\n');
  assert.match(notices, /control .*the one before it is used/);
  assert.match(notices, /mine: revision 2 is lost; revision 1 is shown/);
  await again.stop();
});

test('what is not there or can not be is refused in words, and changes nothing', async () => {
  const engine = engineIn(path.join(folder, 'refused'));
  joined(engine, 'north');
  const { handlers } = engine;
  const show = (target: { display: string } | { wall: string }, scene: string) =>
    handlers['display.show']({ target, scene, pinned: false, each: false }, KIM);
  await assert.rejects(async () => show({ display: 'none' }, 'triage'), /no display none/);
  await assert.rejects(async () => show({ wall: 'none' }, 'triage'), /no such wall/);
  await assert.rejects(async () => show({ display: 'north' }, 'none'), /no published scene none/);
  await assert.rejects(async () => handlers['display.forget']({ display: 'north' }, KIM), /is online/);
  await assert.rejects(
    async () =>
      handlers['scene.import'](
        { text: 'scenes: [{id: ok, title: A, panels: []}, {id: B}]', publish: true, comment: '' },
        KIM,
      ),
    /scenes\[1\]/,
  );
  assert.equal((await handlers['control.state']({}, KIM)).revision, 0);
  assert.ok(!(await handlers['scene.list']({}, KIM)).some(({ id }) => id === 'ok'));
  await engine.stop();
});

test('an order to any displays by name is one order: all of them follow or, with a stranger among them, none', async () => {
  const engine = engineIn(path.join(folder, 'many'));
  const names = Array.from({ length: 60 }, (_, n) => `d${n}`);
  const displays = [...names, 'other'].map((name) => joined(engine, name));
  const { handlers } = engine;
  const show = (target: string[], scene: string) =>
    handlers['display.show']({ target: { displays: target }, scene, pinned: false, each: false }, KIM);
  await show([...names, 'd0'], 'triage');
  await handlers['banner.show']({ target: { displays: names }, text: 'hello' }, KIM);
  assert.ok(displays.every(({ scene }, n) => scene() === (n < 60 ? 'triage' : 'overview')));
  assert.deepEqual(
    displays.map(({ told }) => told.at(-1)?.banners.length),
    displays.map((_, n) => (n < 60 ? 1 : 0)),
  );
  await assert.rejects(async () => show([...names, 'none'], 'network'), /no display none/);
  assert.equal(displays[0]?.scene(), 'triage');
  const [, shown] = (await handlers['control.history']({ after: 0 }, KIM)).entries;
  assert.equal(shown?.on, 'd0, d1, d2 +57');
  displays[5]?.subscription.close();
  await handlers['display.forget']({ display: 'd5' }, KIM);
  assert.equal(
    displays[6]?.told.at(-1)?.banners.length,
    1,
    'one of them is no more: the others still have it',
  );
  await engine.stop();
});

test('who did what and when is kept over a restart; what was refused and a mere draft are not in it', async () => {
  const dataDir = path.join(folder, 'audit');
  const engine = engineIn(dataDir);
  joined(engine, 'north');
  const { handlers } = engine;
  await handlers['display.show'](
    { target: { display: 'north' }, scene: 'triage', pinned: true, each: false },
    KIM,
  );
  await assert.rejects(async () => handlers['scene.publish']({ id: 'none', revision: 1 }, KIM));
  await handlers['scene.save']({ scene: mine('One'), comment: '' }, LEE);
  await handlers['scene.publish']({ id: 'mine', revision: 1 }, LEE);
  await handlers['scene.delete']({ id: 'mine' }, KIM);
  await handlers['scene.undelete']({ id: 'mine' }, LEE);
  await handlers['display.identify']({ seconds: 5 }, KIM);
  await handlers['takeover.end']({}, KIM);
  const kept = [
    ['kim', 'takeover.end', '*', '–'],
    ['kim', 'display.identify', '*', ''],
    ['lee', 'scene.undelete', 'mine', ''],
    ['kim', 'scene.delete', 'mine', ''],
    ['lee', 'scene.publish', 'mine', '1'],
    ['kim', 'display.show', 'north', 'triage, pinned'],
  ];
  const page = await handlers['control.history']({ after: 0 }, KIM);
  assert.deepEqual(
    page.entries.map(({ by, call, on, detail }) => [by, call, on, detail]),
    kept,
  );
  await engine.stop();
  const again = engineIn(dataDir);
  assert.deepEqual(await again.handlers['control.history']({ after: 0 }, KIM), page);
  assert.equal((await again.handlers['control.history']({ after: 5 }, KIM)).entries.length, 1);
  await again.stop();
});

test('what the bounds drop is told in Health, once, with the latest count', async () => {
  const engine = engineIn(path.join(folder, 'dropped'));
  for (let n = 0; n <= MAX_DISPLAYS + 1; n++) {
    const { listener } = display(`d${n}`);
    engine
      .subscribe({ ...listener, view: () => undefined, ready: () => true, frame: () => undefined })
      .close();
  }
  const texts = engine.health().notices.map(({ text }) => text);
  assert.equal(texts.filter((text) => text.startsWith('Display ')).length, 1);
  assert.match(texts.join(), /Display d1 \(d1, last seen .*; 2 forgotten since the start/);
  await engine.stop();
});
