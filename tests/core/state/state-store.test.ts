import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { StateStore } from '#core/state/state-store.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-state-'));
after(() => rmSync(folder, { recursive: true }));

const totals = {
  name: 'eve',
  position: { offset: 12, inode: '9' },
  events: 5,
  malformed: 1,
  drops: [{ reason: 'queue full', count: 3 }],
};

test('positions and counts come back together', () => {
  const dir = path.join(folder, 'a');
  const store = new StateStore(dir);
  store.commit({ sources: [totals], incidents: [], alarms: [], detections: [1, 2, 3, 4, 5] });
  store.close();
  const again = new StateStore(dir);
  assert.deepEqual(again.restore(), {
    sources: [totals],
    documents: [],
    incidents: [],
    alarms: [],
    detections: [1, 2, 3, 4, 5],
  });
  again.close();
});

test('a broken file is put aside, told of, and state starts afresh', () => {
  const dir = path.join(folder, 'b');
  new StateStore(dir).close();
  writeFileSync(path.join(dir, 'state.db'), 'no database at all, but long enough to look at'.repeat(100));
  const store = new StateStore(dir);
  assert.match(store.notices[0] ?? '', /could not be read/);
  assert.deepEqual(store.restore().sources, []);
  assert.ok(readdirSync(dir).some((name) => name.includes('broken')));
  store.close();
});

test('a second Vigil on the same folder is refused', { timeout: 20_000 }, () => {
  const dir = path.join(folder, 'c');
  const store = new StateStore(dir);
  assert.throws(() => new StateStore(dir), /Another Vigil/);
  store.close();
});
