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
});

test('with the clock set back the round goes on, it does not wait for the clock to catch up', () => {
  const playlist: Playlist = {
    id: 'p',
    name: 'P',
    timeZone: 'UTC',
    entries: [
      { scene: 'a', dwellSeconds: 10 },
      { scene: 'b', dwellSeconds: 20 },
    ],
  };
  const noon = at('2026-11-24T12:00:00Z');
  const seen = [-3600, -3590, -3571, -3570].map((s) => sceneOfPlaylist(playlist, noon, noon + s * 1000));
  assert.deepEqual(seen, ['a', 'b', 'b', 'a']);
});

test('when other entries become due the round begins anew: each has its whole time', () => {
  const day = { from: '06:00', to: '22:00' };
  const playlist: Playlist = {
    id: 'p',
    name: 'P',
    timeZone: 'Asia/Seoul',
    entries: [
      { scene: 'a', dwellSeconds: 50 },
      { scene: 'day', dwellSeconds: 70, when: day },
      { scene: 'night', dwellSeconds: 70, when: { from: '22:00', to: '06:00' } },
    ],
  };
  // A start that fits neither round: reckoned from it, 22:00 would fall into the middle of a scene.
  const started = at('2026-11-24T20:00:37+09:00');
  const evening = at('2026-11-24T22:00:00+09:00');
  const scenes = (from: number, seconds: readonly number[]) =>
    seconds.map((s) => sceneOfPlaylist(playlist, started, from + s * 1000));
  assert.deepEqual(scenes(evening, [0, 49, 50, 119, 120]), ['a', 'a', 'night', 'night', 'a']);
  assert.deepEqual(scenes(started, [0, 49, 50, 119, 120]), ['a', 'a', 'day', 'day', 'a'], 'from its start');
  // Each has its time, but for the one that is on at the edge.
  const cut: number[] = [];
  let since = started;
  let on = sceneOfPlaylist(playlist, started, started);
  for (let now = started; now < started + 4 * 3_600_000; now += 1000) {
    const scene = sceneOfPlaylist(playlist, started, now);
    if (scene === on) continue;
    const lasted = (now - since) / 1000;
    if (lasted !== (on === 'a' ? 50 : 70)) cut.push(now);
    [since, on] = [now, scene];
  }
  assert.ok(cut.length <= 1, `${cut.length} cut short`);
});

test('a shift that is not on today changes nothing at its hours', () => {
  const playlist: Playlist = {
    id: 'p',
    name: 'P',
    timeZone: 'UTC',
    entries: [
      { scene: 'a', dwellSeconds: 7 },
      { scene: 'b', dwellSeconds: 11 },
      { scene: 'sunday', dwellSeconds: 10, when: { from: '09:00', to: '10:00', weekdays: [0] } },
    ],
  };
  const started = at('2026-11-23T00:00:00Z');
  for (const time of ['2026-11-24T08:59:59Z', '2026-11-24T09:00:00Z', '2026-11-24T10:00:01Z']) {
    const into = ((at(time) - started) / 1000) % 18;
    assert.equal(sceneOfPlaylist(playlist, started, at(time)), into < 7 ? 'a' : 'b', time);
  }
  const sunday = at('2026-11-29T09:00:00Z');
  const seen = [0, 7, 18, 28].map((s) => sceneOfPlaylist(playlist, started, sunday + s * 1000));
  assert.deepEqual(seen, ['a', 'b', 'sunday', 'a']);
});
