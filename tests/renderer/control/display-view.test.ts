import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlState, KnownDisplay, ListedDisplay, Stamp, ToShow } from '#contract/control.ts';
import {
  displayViews,
  UNCONFIRMED_MS,
  type ViewInputs,
  wallSections,
} from '#renderer/control/display-view.ts';
import { aimAt } from '#renderer/control/orders.ts';
import { owingSince } from '#renderer/store/control-store.ts';

const NOW = 1_800_000_000_000;
const stamp = { by: 'kim', at: NOW };

const OVERVIEW: ToShow = {
  scene: 'overview',
  title: 'Overview',
  cause: 'default',
  pinned: false,
  incident: null,
  missing: null,
};

function display(name: string, more: Partial<ListedDisplay> = {}): ListedDisplay {
  return {
    toShow: OVERVIEW,
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
const place = (name: string, x: number, y: number) => ({ display: name, x, y, w: 1, h: 1 });
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

test('what is to show is what the core says, and not what was ordered once', () => {
  const control = { ...none, display: 'a', scene: { id: 'own', pinned: true, wall: 'w', ...stamp } };
  const walls = [{ id: 'w', name: 'W', bezel: 0, displays: [place('a', 0, 0)], ...stamp }];
  const ordered = { ...state, displays: [control], walls };
  const see = (toShow: Partial<ToShow>) =>
    displayViews({
      ...inputs,
      state: ordered,
      displays: [display('a', { toShow: { ...OVERVIEW, ...toShow } })],
    })[0];
  const missing = { scene: 'own', title: 'Own', deleted: true };
  const gone = see({ missing });
  assert.deepEqual(
    [gone?.wanted, gone?.cause, gone?.pinned, gone?.by],
    ['overview', 'default', false, undefined],
  );
  assert.deepEqual([gone?.missing, gone?.spanning], [missing, undefined]);
  const shown = see({ scene: 'own', title: 'Own', cause: 'shown', pinned: true });
  assert.deepEqual([shown?.wanted, shown?.by?.by, shown?.pinned, shown?.spanning], ['own', 'kim', true, 'w']);
  walls.pop();
  const left = see({ scene: 'own', title: 'Own', cause: 'shown', pinned: true });
  assert.equal(left?.spanning, undefined, 'it was taken out of the wall');
  const focus = see({ scene: 'focus', cause: 'takeover', incident: { id: 'i', title: 'Exploit' } });
  assert.deepEqual([focus?.cause, focus?.incident, focus?.pinned], ['takeover', 'Exploit', false]);
});

const taken: ToShow = { ...OVERVIEW, scene: 'focus', cause: 'takeover', incident: { id: 'i', title: 'E' } };
const wantedWith = (pinned: boolean, toShow: ToShow, frozen: Stamp | null = null) => {
  const change = { scene: { id: 'triage', pinned, wall: null, ...stamp }, frozen };
  const displays = [display('a', { toShow })];
  return displayViews({ ...inputs, displays, inFlight: [{ displays: ['a'], change }] })[0]?.wanted;
};

test('an order on its way does not end a takeover unless it pins, nor move a held picture', () => {
  assert.deepEqual([wantedWith(false, taken), wantedWith(true, taken)], ['focus', 'triage']);
  assert.equal(wantedWith(true, OVERVIEW, stamp), 'overview');
});

test('an order goes out as one, to a target that says just what was chosen', () => {
  const known = Array.from({ length: 61 }, (_, n) => `d${n}`);
  const walls = [{ id: 'w', displays: [{ display: 'd0' }, { display: 'd1' }] }];
  const aim = (...names: string[]) => aimAt(new Set(names), known, walls)?.target;
  assert.deepEqual(aim(...known), { all: true });
  assert.deepEqual(aim(...known.slice(1)), { displays: known.slice(1) });
  assert.deepEqual(aim('d0', 'd1'), { wall: 'w' });
  assert.deepEqual(aim('d0', 'd2'), { displays: ['d0', 'd2'] });
  assert.deepEqual(aim('d0'), { display: 'd0' });
  assert.equal(aim(), undefined);
  assert.equal(aim('gone'), undefined);
});

test('messages are counted on whom they are for', () => {
  const banners = [{ all: true as const }, { displays: ['a', 'b'] }, { display: 'b' }, { wall: 'w' }].map(
    (target, n) => ({ id: `${n}`, target, text: 'x', until: 0, ...stamp }),
  );
  const walls = [{ id: 'w', name: 'W', bezel: 0, displays: [place('c', 0, 0)], ...stamp }];
  const views = displayViews({
    ...inputs,
    state: { ...state, banners, walls },
    displays: ['a', 'b', 'c'].map((name) => display(name)),
  });
  assert.deepEqual(
    views.map(({ messages }) => messages),
    [2, 3, 2],
  );
});

test('a wall’s displays stand as they hang', () => {
  const views = displayViews({ ...inputs, displays: ['a', 'b', 'c'].map((name) => display(name)) });
  const displays = [place('a', 1, 1), place('b', 1, 0), place('c', 0, 0)];
  const [section] = wallSections([{ id: 'w', name: 'W', bezel: 0, displays, ...stamp }], views);
  assert.equal(section?.displays.map((view) => view.display.name).join(), 'c,b,a');
});

test('displays of no wall come last', () => {
  const views = displayViews({ ...inputs, displays: [display('a'), display('b')] });
  const wall = { id: 'w', name: 'Wall', bezel: 0, displays: [place('b', 0, 0)], ...stamp };
  const names = wallSections([wall], views).map(({ id, displays }) => [
    id,
    ...displays.map((view) => view.display.name),
  ]);
  assert.deepEqual(names, [
    ['w', 'b'],
    ['', 'a'],
  ]);
});
