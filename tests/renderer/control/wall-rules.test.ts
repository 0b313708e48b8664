import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry } from '#contract/audit.ts';
import { Playlist, TakeoverRules, WallGroup } from '#contract/control.ts';
import { problemWords } from '#renderer/control/form-problems.ts';
import { withNews } from '#renderer/store/control-store.ts';
import { en } from '#renderer/text/en.ts';
import { setLanguage } from '#renderer/text/text.ts';

const entry = (id: number): AuditEntry => ({
  id,
  by: 'kim',
  at: id,
  call: 'display.show',
  on: 'n',
  detail: '',
});

test('news of the history come first; a history that has begun anew takes the old one’s place', () => {
  const before = { entries: [entry(2), entry(1)], newest: 2, evicted: 0 };
  const after = withNews(before, { entries: [entry(3)], newest: 3, evicted: 0 });
  assert.deepEqual(
    after.entries.map(({ id }) => id),
    [3, 2, 1],
  );
  assert.deepEqual(withNews(after, before), before);
});

test('a form says what is wrong by the label of the field', () => {
  const { error } = TakeoverRules.safeParse({
    enabled: true,
    minSeverity: 3,
    tenants: [],
    displays: [],
    minSeconds: 1,
    maxSeconds: 60,
    quiet: { timeZone: 'Nowhere', when: { from: '25:00', to: '06:00' } },
  });
  const words = problemWords(error, {
    minSeconds: 'At least',
    'quiet.timeZone': 'Time zone',
    quiet: 'Quiet',
  });
  assert.equal(words.length, 3);
  assert.ok(words.some((line) => line.startsWith('At least: ')));
  assert.ok(words.includes('Time zone: not a time zone: write Asia/Seoul'));
  assert.ok(words.includes('Quiet: a time of day as 07:30'));
});

test('what is wrong is said in the reader’s language', () => {
  const place = { display: 'a', x: -1, y: Number.NaN, w: 0, h: 2_000_000 };
  const wall = WallGroup.safeParse({ id: 'w', name: '', bezel: 0, displays: [place] });
  const entries = [{ scene: 'a', dwellSeconds: 7.5, when: { from: '25:00', to: '06:00' } }];
  const list = Playlist.safeParse({ id: 'p', name: 'x'.repeat(65), timeZone: 'Nowhere', entries });
  const words = () => [...problemWords(wall.error, {}), ...problemWords(list.error, {})].toSorted();
  assert.deepEqual(words(), [
    'displays.0.h: at most 1000000',
    'displays.0.w: more than 0',
    'displays.0.x: at least 0',
    'displays.0.y: must be a number',
    'entries.0.dwellSeconds: must be a whole number',
    'entries.0.when.from: a time of day as 07:30',
    'name: at most 64 characters',
    'name: must not be empty',
    'timeZone: not a time zone: write Asia/Seoul',
  ]);
  setLanguage('ko');
  for (const line of words()) assert.match(line.replace(/^.*?: /, ''), /[가-힣]/);
  setLanguage('en');
});

test('the history has words for every change', () => {
  for (const call of ['display.show', 'takeover.end', 'scene.publish', 'scene.undelete', 'night.save.off']) {
    assert.ok(Object.hasOwn(en, `history.${call}`), call);
  }
});
