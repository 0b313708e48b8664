import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCENE_VERSION } from '#contract/layout.ts';
import type { WallControl } from '#core/wall-control.ts';
import { display, RULES, stamp, T, wall } from '#tests/support/wall-kit.ts';

const toShow = (control: WallControl, name: string, at = T) =>
  control.list(at).find((one) => one.name === name)?.toShow;
const OVERVIEW = { scene: 'overview', title: 'Overview', cause: 'default', pinned: false, incident: null };

function withOwnScene() {
  const parts = wall();
  const north = display('north');
  parts.control.join(north.listener, T);
  const scene = { version: SCENE_VERSION, id: 'own', title: 'Own', panels: [] };
  parts.control.scenes.save([scene], { ...stamp, comment: '' }, true);
  parts.control.orders.show(['north'], 'own', true, null, stamp);
  parts.control.push(T);
  return { ...parts, north };
}

test('what a display is to show is told with its title, as it was sent; of one that is offline as it would be', () => {
  const { control, north } = withOwnScene();
  const own = { scene: 'own', title: 'Own', cause: 'shown', pinned: true, incident: null, missing: null };
  assert.deepEqual(toShow(control, 'north'), own);
  control.leave(north.listener, T);
  assert.deepEqual(toShow(control, 'north'), own);
  control.orders.release(['north'], stamp);
  assert.deepEqual(toShow(control, 'north'), { ...OVERVIEW, missing: null });
});

test('a scene that was deleted or taken off is told as missing, and what stands in for it', () => {
  const { control, north } = withOwnScene();
  control.scenes.setDeleted('own', T);
  control.push(T);
  assert.equal(north.scene(), 'overview');
  assert.equal(north.told.at(-1)?.pinned, false);
  const missing = { scene: 'own', title: 'Own', deleted: true };
  assert.deepEqual(toShow(control, 'north'), { ...OVERVIEW, missing });
  control.scenes.setDeleted('own', 0);
  control.scenes.publish('own', 0, stamp);
  control.push(T);
  assert.deepEqual(toShow(control, 'north')?.missing, { ...missing, deleted: false });
  control.orders.show(['north'], 'tenant-nobody', false, null, stamp);
  control.push(T);
  const stranger = { scene: 'tenant-nobody', title: 'tenant-nobody', deleted: false };
  assert.deepEqual(toShow(control, 'north')?.missing, stranger);
});

test('a pinned scene that was deleted does not stand in the way of a takeover, whose incident is told', () => {
  const { control, north } = withOwnScene();
  control.orders.saveTakeover(RULES, stamp);
  control.scenes.setDeleted('own', T);
  control.risen('i1');
  control.tick(T);
  assert.equal(north.scene(), 'focus');
  const shown = toShow(control, 'north');
  assert.deepEqual([shown?.cause, shown?.pinned], ['takeover', false]);
  assert.deepEqual(shown?.incident, { id: 'i1', title: 'About i1' });
});

test('a held picture is told as what it is, whatever is ordered behind it', () => {
  const { control } = withOwnScene();
  control.orders.turn('frozen', ['north'], true, stamp);
  control.orders.show(['north'], 'triage', false, null, stamp);
  control.push(T);
  assert.equal(toShow(control, 'north')?.title, 'Own');
});
