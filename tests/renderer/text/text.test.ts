import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { en, type MessageKey } from '#renderer/text/en.ts';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatPlace,
  formatRate,
  formatShare,
  formatTime,
  formatWhen,
  zoneCity,
} from '#renderer/text/format.ts';
import { ko } from '#renderer/text/ko.ts';
import { chooseLanguage, lookUp, setLanguage, t } from '#renderer/text/text.ts';

afterEach(() => setLanguage('en'));

function holes(text: string): string[] {
  return [...text.matchAll(/\{(\w+)[|}]/g)].map(([, name]) => name ?? '').toSorted();
}

test('both catalogues say everything, with the same values in it', () => {
  for (const key of Object.keys(en) as MessageKey[]) {
    assert.deepEqual(holes(ko[key]), holes(en[key]), key);
    assert.notEqual(ko[key].trim(), '', key);
  }
  assert.deepEqual(Object.keys(ko).toSorted(), Object.keys(en).toSorted());
});

test('values are text: what looks like a hole in them stays', () => {
  assert.equal(t('state.no-scene', { display: '{reason}' }), 'No scene for display “{reason}”');
  assert.equal(lookUp('tactic.TA0001'), 'Initial Access');
  assert.equal(lookUp('constructor'), undefined);
});

test('a noun after a count is one or many', () => {
  assert.equal(t('incident.detections', { count: '1' }), '1 detection');
  assert.equal(t('incident.detections', { count: '1,000' }), '1,000 detections');
  assert.equal(t('diff.rows', { count: 0 }), '0 entries');
  setLanguage('ko');
  assert.equal(t('incident.detections', { count: 1 }), '탐지 1건');
});

test('the URL chooses the language, then the browser', () => {
  assert.equal(chooseLanguage('?lang=ko', ['en-US']), 'ko');
  assert.equal(chooseLanguage('?lang=tlh', ['ko-KR']), 'ko');
  assert.equal(chooseLanguage('', ['fr', 'en-GB']), 'en');
  assert.equal(chooseLanguage('', []), 'en');
});

test('numbers are short enough for a wall and keep their digits where they count', () => {
  assert.equal(formatCount(48_213), '48,213');
  assert.equal(formatCount(8_412_093), '8.41M');
  assert.equal(formatRate(0.44), '0.4');
  assert.equal(formatRate(412.6), '413');
  assert.equal(formatShare(0.4), '40%');
  assert.equal(formatShare(0.045), '4.5%');
  assert.equal(formatBytes(131_400_000), '131 MB');
});

test('ages name two units at most and no zeros', () => {
  assert.equal(formatAge(900), '0s');
  assert.equal(formatAge(300_000), '5m');
  assert.equal(formatAge(305_000), '5m 5s');
  assert.equal(formatAge(7_500_000), '2h 5m');
  assert.equal(formatAge(86_400_000 * 3.5), '3d');
  assert.equal(formatAge(-5), '0s');
});

test('times have 24 h and a zone; older ones their day', () => {
  const ms = Date.UTC(2026, 10, 24, 15, 4, 5);
  assert.equal(formatTime(ms, 'UTC'), '15:04:05');
  assert.equal(formatTime(ms, 'Asia/Seoul'), '00:04:05');
  assert.equal(formatWhen(ms, ms + 1000, 'UTC'), '15:04:05');
  assert.match(formatWhen(ms, ms + 86_400_000, 'UTC'), /24.* 15:04:05/);
  assert.equal(zoneCity('America/New_York'), 'New York');
});

test('places speak the language of the wall', () => {
  const country = { kind: 'country', code: 'NL', name: 'Netherlands' } as const;
  assert.equal(formatPlace(country), 'Netherlands');
  setLanguage('ko');
  assert.equal(formatPlace(country), '네덜란드');
  assert.equal(formatPlace({ kind: 'site', code: 'x', name: 'Seoul DC' }), 'Seoul DC');
  assert.equal(formatPlace({ kind: 'country', code: '??', name: 'Elsewhere' }), 'Elsewhere');
  assert.equal(formatPlace(undefined), '알 수 없는 곳');
});
