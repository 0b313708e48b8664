import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlState, KnownDisplay } from '#contract/control.ts';
import {
  displayViews,
  UNCONFIRMED_MS,
  type ViewInputs,
  wallSections,
} from '#renderer/control/display-view.ts';
import { targetsOf } from '#renderer/control/orders.ts';
import { owingSince } from '#renderer/store/control-store.ts';

const NOW = 1_800_000_000_000;
const stamp = { by: 'kim', at: NOW };

function display(name: string, more: Partial<KnownDisplay> = {}): KnownDisplay {
  return {
    name,
    label: name,
    width: 1920,
    height: 1080,
    scale: 1,
    host: '',
    online: true,
    windows: 1,
    lastSeen: NOW,
    scene: 'overview',
    directive: 3,
    draw: 'drawing',
    sound: 'running',
    sent: 3,
    ...more,
  };
}
const none = { scene: null, playlist: null, frozen: null, blank: null, muted: null, muteOrder: 0 };
const state: ControlState = {
  revision: 1,
  changed: stamp,
  displays: [],
  walls: [],
  playlists: [],
  banners: [],
  night: null,
  takeover: null,
};
const inputs = { state, displays: [], owing: new Map(), inFlight: [], nowMs: NOW };

test('an order on its way is shown as done and pending, an answered one until the display confirms', () => {
  const displays = [display('a')];
  const change = { scene: { id: 'triage', pinned: true, wall: null, ...stamp } };
  const [sent] = displayViews({ ...inputs, displays, inFlight: [{ displays: ['a'], change }] });
  assert.deepEqual([sent?.wanted, sent?.pinned, sent?.confirmation], ['triage', true, 'pending']);
  const ordered = { ...state, displays: [{ ...none, ...change, display: 'a' }] };
  const waiting = [display('a', { sent: 4 })];
  const owing = owingSince(new Map(), waiting, NOW);
  const at = (nowMs: number) =>
    displayViews({ ...inputs, state: ordered, displays: waiting, owing, nowMs })[0]?.confirmation;
  assert.equal(at(NOW + 100), 'pending');
  assert.equal(at(NOW + UNCONFIRMED_MS), 'late');
  assert.equal(owingSince(owing, [display('a', { sent: 4, directive: 4 })], NOW).size, 0);
});

test('muted is what the display says, once it has given its word; until then what was ordered', () => {
  const muted = { ...state, displays: [{ ...none, display: 'a', muted: stamp, muteOrder: NOW }] };
  const see = (sound: KnownDisplay['sound'], more: Partial<ViewInputs> = {}) => {
    const [view] = displayViews({ ...inputs, state: muted, displays: [display('a', { sound })], ...more });
    return [view?.muted, view?.mutedByKey];
  };
  assert.deepEqual(see('muted'), [true, false]);
  assert.deepEqual(see('running'), [false, true], 'somebody pressed M there');
  assert.deepEqual(see('running', { owing: new Map([['a', NOW]]) }), [true, false]);
  assert.deepEqual(see('unknown'), [true, false]);
  assert.deepEqual(see('muted', { state }), [true, true]);
  const inFlight = [{ displays: ['a'], change: { muted: null } }];
  assert.deepEqual(see('muted', { inFlight }), [false, false], 'as if done');
});

test('an incident that took a display over is told as that, unless the scene is pinned', () => {
  const displays = [display('a', { scene: 'focus' })];
  assert.equal(displayViews({ ...inputs, displays })[0]?.cause, 'takeover');
});

test('orders go to as few targets as say just what was chosen', () => {
  const known = ['a', 'b', 'c', 'd'];
  const walls = [{ id: 'w', displays: [{ display: 'a' }, { display: 'b' }] }];
  const aim = (...names: string[]) => targetsOf(new Set(names), known, walls).map(({ target }) => target);
  assert.deepEqual(aim(...known), [{ all: true }]);
  assert.deepEqual(aim('a', 'b', 'd'), [{ wall: 'w' }, { display: 'd' }]);
  assert.deepEqual(aim('a'), [{ display: 'a' }]);
  assert.deepEqual(aim(), []);
  assert.deepEqual(aim('gone'), []);
});

const at = (name: string, x: number, y: number) => ({ display: name, x, y, w: 1, h: 1 });

test('a wall’s displays stand as they hang', () => {
  const views = displayViews({ ...inputs, displays: ['a', 'b', 'c'].map((name) => display(name)) });
  const displays = [at('a', 1, 1), at('b', 1, 0), at('c', 0, 0)];
  const [section] = wallSections([{ id: 'w', name: 'W', bezel: 0, displays, ...stamp }], views);
  assert.equal(section?.displays.map((view) => view.display.name).join(), 'c,b,a');
});

test('displays of no wall come last', () => {
  const views = displayViews({ ...inputs, displays: [display('a'), display('b')] });
  const place = { x: 0, y: 0, w: 1, h: 1 };
  const wall = { id: 'w', name: 'Wall', bezel: 0, displays: [{ display: 'b', ...place }], ...stamp };
  const names = wallSections([wall], views).map(({ id, displays }) => [
    id,
    ...displays.map((view) => view.display.name),
  ]);
  assert.deepEqual(names, [
    ['w', 'b'],
    ['', 'a'],
  ]);
});
