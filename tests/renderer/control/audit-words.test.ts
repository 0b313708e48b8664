import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry } from '#contract/audit.ts';
import { auditWords, detailWords, onWords } from '#renderer/control/audit-words.ts';
import { removalOf } from '#renderer/control/removal.ts';

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

test('who removed something is the one who did so after it was last saved', () => {
  const removed = entry({ call: 'wall.remove', on: 'Hall' });
  assert.equal(removalOf({ name: 'Hall', at: 4 }, 'wall.remove', [removed])?.by, 'kim');
  assert.equal(removalOf({ name: 'Hall', at: 6 }, 'wall.remove', [removed]), undefined);
  assert.equal(removalOf({ name: 'Yard', at: 4 }, 'wall.remove', [removed]), undefined);
  assert.equal(removalOf({ name: 'Hall', at: 4 }, 'playlist.remove', [removed]), undefined);
});
