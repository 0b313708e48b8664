import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { AuditEntry } from '#contract/audit.ts';
import { auditWords, byWords, detailWords, onWords } from '#renderer/control/audit-words.ts';
import { removalOf } from '#renderer/control/removal.ts';
import { setLanguage } from '#renderer/text/text.ts';

afterEach(() => setLanguage('en'));

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  by: 'kim',
  at: 5,
  call: 'display.show',
  on: 'north',
  detail: '',
  ...more,
});
const titleOf = (id: string) => (id === 'night-shift' ? 'Night shift' : id);

test('the history names scenes by their titles', () => {
  assert.equal(detailWords(entry({ detail: 'night-shift, pinned' }), titleOf), 'Night shift, pinned');
  assert.equal(
    detailWords(entry({ call: 'playlist.save', detail: 'own, night-shift' }), titleOf),
    'own, Night shift',
  );
  assert.equal(detailWords(entry({ call: 'banner.show', detail: 'night-shift' }), titleOf), 'night-shift');
  assert.equal(detailWords(entry({ call: 'display.mute', detail: 'off' }), titleOf), '');
  const labels = new Map([['north', 'Left of the door']]);
  assert.equal(onWords(entry({}), titleOf, labels), 'Left of the door');
  assert.equal(onWords(entry({ call: 'wall.save' }), titleOf, labels), 'north', 'a wall of that name');
  assert.equal(onWords(entry({ call: 'scene.publish', on: 'night-shift' }), titleOf, labels), 'Night shift');
  assert.equal(auditWords({ call: 'display.mute', detail: 'off' }), 'unmuted');
});

test('what the core tells as codes is in the reader’s language; what somebody typed stays', () => {
  const rules = entry({
    call: 'takeover.save',
    detail: 'severity 4+, 30–300 s',
    values: { severity: 4, min: 30, max: 300 },
  });
  const night = entry({
    call: 'night.save',
    detail: '22:00–06:00 Asia/Seoul, 40 %',
    values: { from: '22:00', to: '06:00', timeZone: 'Asia/Seoul', percent: 40 },
  });
  const over = entry({ call: 'takeover.over', by: '', detail: 'Exploit', values: { why: 'closed' } });
  const words = [rules, night, over, entry({ call: 'scene.publish', detail: '3' })];
  const see = () => words.map((one) => detailWords(one, titleOf));
  assert.deepEqual(see(), [
    'critical and up, for 30–300 s',
    '40 % from 22:00 to 06:00 Seoul',
    'Exploit · the incident is over',
    'revision 3',
  ]);
  assert.equal(detailWords({ ...rules, values: undefined }, titleOf), rules.detail, 'of an earlier Vigil');
  setLanguage('ko');
  assert.deepEqual(see(), [
    '심각 이상, 30–300초',
    '22:00–06:00 Seoul 동안 40%',
    'Exploit · 인시던트가 끝남',
    '3판',
  ]);
  assert.equal(byWords(over), '규칙에 따라');
  assert.equal(auditWords({ call: 'playlist.run', detail: '–' }), '재생 목록 멈춤');
  const undone = entry({ call: 'control.undo', detail: 'display.mute.off' });
  assert.equal(detailWords(undone, titleOf), '음소거 해제');
  assert.equal(detailWords({ ...undone, detail: 'display.release' }, titleOf), '해제');
});

test('many displays are named by their labels, the rest counted', () => {
  const labels = new Map([['d0', 'Door']]);
  assert.equal(onWords(entry({ on: 'd0, d1, d2 +57' }), titleOf, labels), 'Door, d1, d2 +57');
  assert.equal(onWords(entry({ on: '*', call: 'takeover.begin' }), titleOf, labels), 'all displays');
});

test('who removed something is the one who did so after it was last saved', () => {
  const removed = entry({ call: 'wall.remove', on: 'Hall' });
  assert.equal(removalOf({ name: 'Hall', at: 4 }, 'wall.remove', [removed])?.by, 'kim');
  assert.equal(removalOf({ name: 'Hall', at: 6 }, 'wall.remove', [removed]), undefined);
  assert.equal(removalOf({ name: 'Yard', at: 4 }, 'wall.remove', [removed]), undefined);
  assert.equal(removalOf({ name: 'Hall', at: 4 }, 'playlist.remove', [removed]), undefined);
});
