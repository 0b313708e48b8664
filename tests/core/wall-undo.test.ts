import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Engine } from '#core/engine.ts';
import { createEngine } from '#tests/support/engine.ts';
import { joined, KIM, LEE, RULES } from '#tests/support/wall-kit.ts';

const engines: Engine[] = [];
after(async () => {
  for (const engine of engines) await engine.stop();
});

async function room(...names: string[]) {
  const engine = createEngine();
  engines.push(engine);
  const displays = names.map((name) => joined(engine, name));
  const { handlers } = engine;
  const show = (display: string, scene: string, caller = KIM, pinned = false) =>
    handlers['display.show']({ target: { display }, scene, pinned, each: false }, caller);
  const undo = async (revision: number, caller = KIM) => handlers['control.undo']({ revision }, caller);
  const state = async () => handlers['control.state']({}, KIM);
  const scenes = () => displays.map(({ scene }) => scene());
  return { handlers, displays, show, undo, state, scenes };
}

const DAY = {
  id: 'p',
  name: 'Day',
  timeZone: 'UTC',
  entries: [
    { scene: 'network', dwellSeconds: 86_400 },
    { scene: 'triage', dwellSeconds: 86_400 },
  ],
};
const WALL = {
  id: 'w',
  name: 'Front',
  bezel: 0,
  displays: ['a', 'b'].map((display, n) => ({ display, x: n, y: 0, w: 1, h: 1 })),
};

test('a scene for many is taken back: each has what it had, with who ordered it', async () => {
  const { handlers, show, undo, state, scenes } = await room('a', 'b', 'c');
  await handlers['playlist.save'](DAY, LEE);
  await handlers['playlist.run']({ target: { display: 'a' }, playlist: 'p' }, LEE);
  await show('b', 'triage', LEE, true);
  const before = (await state()).displays;
  const order = { target: { all: true }, scene: 'night-shift', pinned: false, each: false } as const;
  const { revision } = await handlers['display.show'](order, KIM);
  assert.deepEqual(scenes(), ['night-shift', 'night-shift', 'night-shift']);
  const { state: now, kept } = await undo(revision);
  assert.deepEqual(scenes(), ['network', 'triage', 'overview']);
  assert.deepEqual(kept, []);
  for (const one of before)
    assert.deepEqual(
      now.displays.find(({ display }) => display === one.display),
      one,
    );
  assert.equal(now.changed.by, 'kim');
  const [entry] = (await handlers['control.history']({ after: 0 }, KIM)).entries;
  assert.deepEqual(
    [entry?.by, entry?.call, entry?.on, entry?.detail],
    ['kim', 'control.undo', '*', 'display.show'],
  );
  await assert.rejects(async () => undo(revision), /not be taken back any more/);
});

test('the last change wins: what another ordered since stays and is named; with nothing else it is refused', async () => {
  const { handlers, show, undo, scenes } = await room('a', 'b');
  const order = { target: { displays: ['a', 'b'] }, scene: 'triage', pinned: false, each: false };
  const { revision } = await handlers['display.show'](order, KIM);
  await show('a', 'network', LEE);
  await handlers['display.freeze']({ target: { display: 'b' }, on: true }, LEE);
  await handlers['display.freeze']({ target: { display: 'b' }, on: false }, LEE);
  assert.deepEqual((await undo(revision)).kept, ['a']);
  assert.deepEqual(scenes(), ['network', 'overview']);

  const { revision: released } = await handlers['display.release']({ target: { display: 'a' } }, KIM);
  await show('a', 'triage', LEE);
  const before = await handlers['control.state']({}, KIM);
  await assert.rejects(async () => undo(released), /Somebody has changed a since/);
  assert.deepEqual(await handlers['control.state']({}, KIM), before);
});

test('a wall that was taken apart hangs again, and what spanned it spans it', async () => {
  const { handlers, displays, undo, state } = await room('a', 'b');
  await handlers['wall.save'](WALL, KIM);
  await handlers['display.show'](
    { target: { wall: 'w' }, scene: 'attack-map', pinned: true, each: false },
    KIM,
  );
  const before = await state();
  const { revision } = await handlers['wall.remove']({ id: 'w' }, KIM);
  assert.equal(displays[1]?.told.at(-1)?.viewport, null);
  await undo(revision);
  assert.equal(displays[1]?.told.at(-1)?.viewport?.x, 0.5);
  const now = await state();
  assert.deepEqual([now.walls, now.displays], [before.walls, before.displays]);
});

test('a playlist that was removed is as it was stored and runs where it ran', async () => {
  const { handlers, undo, state, scenes, show } = await room('a', 'b', 'c');
  await handlers['playlist.save'](DAY, LEE);
  await handlers['playlist.run']({ target: { displays: ['a', 'b'] }, playlist: 'p' }, LEE);
  const before = await state();
  const { revision } = await handlers['playlist.remove']({ id: 'p' }, KIM);
  await show('c', 'triage', LEE);
  assert.deepEqual(scenes(), ['overview', 'overview', 'triage']);
  await undo(revision);
  assert.deepEqual(scenes(), ['network', 'network', 'triage']);
  assert.deepEqual((await state()).playlists, before.playlists);
});

test('a message that was cleared is up again, in its place', async () => {
  const { handlers, displays, undo } = await room('a');
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) {
    ids.push((await handlers['banner.show']({ target: { all: true }, text }, LEE)).id);
  }
  const { revision } = await handlers['banner.clear']({ id: ids[1] ?? '' }, KIM);
  await undo(revision);
  assert.deepEqual(
    displays[0]?.told.at(-1)?.banners.map(({ text }) => text),
    ['one', 'two', 'three'],
  );
});

test('a display that was forgotten has its label and its orders again, also when it is back already', async () => {
  const { handlers, displays, show, undo, state } = await room('a', 'b');
  for (const name of ['a', 'b']) {
    await handlers['display.rename']({ display: name, label: `Label ${name}` }, KIM);
    await show(name, 'triage');
  }
  for (const [n, name] of ['a', 'b'].entries()) {
    displays[n]?.subscription.close();
    const { revision } = await handlers['display.forget']({ display: name }, KIM);
    assert.ok(!(await handlers['display.list']({}, KIM)).some((one) => one.name === name));
    if (name === 'b') joined(engines.at(-1) as Engine, 'b');
    await undo(revision);
    const known = (await handlers['display.list']({}, KIM)).find((one) => one.name === name);
    assert.deepEqual([known?.label, known?.online], [`Label ${name}`, name === 'b']);
    assert.ok(
      (await state()).displays.some(({ display, scene }) => display === name && scene?.id === 'triage'),
    );
  }
});

test('a mute that is taken back is an order to sound: what key M chose before it no longer holds', async () => {
  const { handlers, displays, undo } = await room('a');
  const { revision } = await handlers['display.mute']({ target: { all: true }, on: true }, KIM);
  const muted = displays[0]?.told.at(-1)?.muteOrder ?? 0;
  await undo(revision);
  const last = displays[0]?.told.at(-1);
  assert.equal(last?.muted, false);
  assert.ok((last?.muteOrder ?? 0) > muted);
});

test('a scene that is taken back leaves another’s mute and its order alone', async () => {
  const { handlers, show, undo, state } = await room('a');
  const { revision } = await show('a', 'triage', KIM);
  const mute = (on: boolean) => handlers['display.mute']({ target: { display: 'a' }, on }, LEE);
  await mute(true);
  const muted = await mute(false);
  const order = muted.displays[0]?.muteOrder;
  assert.ok(order);
  await undo(revision);
  const [now] = (await state()).displays;
  assert.deepEqual([now?.scene, now?.muteOrder], [null, order]);
  await undo(muted.revision, LEE);
  assert.equal((await state()).displays[0]?.muted?.by, 'lee');
});

test('rules are taken back like all else: another’s change since stays, named by its call', async () => {
  const { handlers, undo, state } = await room('a');
  const night = { timeZone: 'UTC', when: { from: '22:00', to: '06:00' }, brightness: 0.5 };
  const dimmed = await handlers['night.save']({ night }, KIM);
  const on = await handlers['takeover.save'](RULES, KIM);
  await handlers['takeover.save']({ ...RULES, enabled: false }, LEE);
  await assert.rejects(async () => undo(on.revision), /Somebody has changed takeover.save since/);
  await undo(dimmed.revision);
  const now = await state();
  assert.deepEqual([now.night, now.takeover?.enabled], [null, false]);
});
