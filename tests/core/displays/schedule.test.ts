import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Playlist } from '#contract/control.ts';
import { isWithin, sceneOfPlaylist } from '#core/displays/schedule.ts';

const at = (text: string) => Date.parse(text);
const NIGHT = { from: '22:00', to: '06:00' };

test('a span of the day is read on the wall clock of its zone, over midnight too', () => {
  assert.ok(isWithin(NIGHT, at('2026-11-24T22:00:00+09:00'), 'Asia/Seoul'));
  assert.ok(isWithin(NIGHT, at('2026-11-24T05:59:59+09:00'), 'Asia/Seoul'));
  assert.ok(!isWithin(NIGHT, at('2026-11-24T06:00:00+09:00'), 'Asia/Seoul'));
  assert.ok(!isWithin(NIGHT, at('2026-11-24T22:00:00+09:00'), 'UTC'));
  assert.ok(isWithin({ from: '08:00', to: '08:00' }, at('2026-11-24T03:00:00Z'), 'UTC'), 'the whole day');
});

test('after midnight it is still the shift of the evening before', () => {
  const friday = { ...NIGHT, weekdays: [5] };
  assert.ok(isWithin(friday, at('2026-11-28T03:00:00Z'), 'UTC'), 'Saturday morning');
  assert.ok(!isWithin(friday, at('2026-11-27T03:00:00Z'), 'UTC'), 'Friday morning');
});

test('it follows summer time', () => {
  const hour = { from: '03:00', to: '04:00' };
  assert.ok(isWithin(hour, at('2026-03-29T01:30:00Z'), 'Europe/Berlin'), 'an hour after the clocks went on');
  assert.ok(!isWithin(hour, at('2026-03-29T00:59:00Z'), 'Europe/Berlin'));
});

test('a playlist goes round, leaves out what is not for now, and may have nothing', () => {
  const playlist: Playlist = {
    id: 'p',
    name: 'P',
    timeZone: 'UTC',
    entries: [
      { scene: 'a', dwellSeconds: 10 },
      { scene: 'b', dwellSeconds: 20 },
      { scene: 'night', dwellSeconds: 30, when: NIGHT },
    ],
  };
  const noon = at('2026-11-24T12:00:00Z');
  const seen = [0, 9, 10, 29, 30].map((s) => sceneOfPlaylist(playlist, noon, noon + s * 1000));
  assert.deepEqual(seen, ['a', 'a', 'b', 'b', 'a']);
  const late = at('2026-11-24T23:00:00Z');
  assert.equal(sceneOfPlaylist(playlist, late, late + 31_000), 'night');
  const nightly = { ...playlist, entries: playlist.entries.slice(2) };
  assert.equal(sceneOfPlaylist(nightly, noon, noon), undefined);
  assert.equal(sceneOfPlaylist(playlist, noon, noon - 60_000), 'a', 'a clock set back');
});
