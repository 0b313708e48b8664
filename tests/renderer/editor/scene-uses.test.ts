import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlState } from '#contract/control.ts';
import { UNORDERED } from '#contract/control.ts';
import { usesWords } from '#renderer/editor/scene-uses.ts';

const stamp = { by: 'kim', at: 1 };
const shows = (display: string, id: string) => ({
  display,
  ...UNORDERED,
  scene: { id, pinned: false, wall: null, ...stamp },
});
const state: Pick<ControlState, 'displays' | 'playlists'> = {
  displays: [shows('north', 'mine'), shows('south', 'triage'), { display: 'east', ...UNORDERED }],
  playlists: [
    { id: 'p', name: 'Day', timeZone: 'UTC', entries: [{ scene: 'mine', dwellSeconds: 10 }], ...stamp },
    { id: 'q', name: 'Night', timeZone: 'UTC', entries: [{ scene: 'triage', dwellSeconds: 10 }], ...stamp },
  ],
};

test('displays by their labels and playlists that show a scene are named; nothing is said where none does', () => {
  assert.equal(
    usesWords('mine', state, [{ name: 'north', label: 'North wall' }]),
    'Ordered for North wall. Playlists with it: Day.',
  );
  assert.equal(usesWords('overview', state), '');
  assert.equal(usesWords('mine', undefined), '');
  const many = { displays: Array.from({ length: 9 }, (_, i) => shows(`d${i}`, 'mine')), playlists: [] };
  assert.equal(usesWords('mine', many), 'Ordered for d0, d1, d2, d3, d4, d5, and 3 more.');
});
