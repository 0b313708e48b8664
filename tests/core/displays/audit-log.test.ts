import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuditLog, MAX_AUDIT, MAX_BY_RULES } from '#core/displays/audit-log.ts';

const entry = { by: 'kim', at: 1, call: 'display.show', on: 'north', detail: 'triage' };

function filled(count: number): AuditLog {
  const log = new AuditLog();
  for (let n = 0; n < count; n++) log.add(entry);
  return log;
}

test('newest first; beyond the bound the oldest goes, counted, after a restart too', () => {
  const log = filled(MAX_AUDIT + 3);
  const { entries, newest, evicted } = log.after(0);
  assert.deepEqual([entries.length, entries[0]?.id, newest, evicted], [MAX_AUDIT, newest, MAX_AUDIT + 3, 3]);
  const again = new AuditLog();
  again.restore(entries);
  assert.deepEqual(again.after(0), log.after(0));
  again.add(entry);
  assert.equal(again.after(newest).entries[0]?.id, newest + 1);
});

test('what is dropped is deleted from the disk too', () => {
  const log = filled(MAX_AUDIT);
  log.saved();
  log.add(entry);
  assert.deepEqual(
    [...log.unsaved()].map((id) => [id, log.get(id)?.on]),
    [
      [MAX_AUDIT + 1, 'north'],
      [1, undefined],
    ],
  );
});

test('who knows another log gets all of this one', () => {
  assert.equal(filled(3).after(900).entries.length, 3);
  assert.equal(filled(3).after(2).entries.length, 1);
});

test('long words are cut, not refused', () => {
  const log = new AuditLog();
  log.add({ ...entry, on: 'x'.repeat(999), detail: 'y'.repeat(999) });
  const [kept] = log.after(0).entries;
  assert.deepEqual([kept?.on.length, kept?.detail.length], [128, 300]);
});

test('what the rules did is bounded by itself: people’s orders stay', () => {
  const log = filled(1);
  for (let n = 0; n < MAX_AUDIT; n++)
    log.add({ ...entry, by: '', call: n % 2 ? 'takeover.over' : 'takeover.begin' });
  const { entries, evicted } = log.after(0);
  assert.deepEqual([entries.length, entries.at(-1)?.by], [MAX_BY_RULES + 1, 'kim']);
  assert.equal(evicted, MAX_AUDIT - MAX_BY_RULES);
});
