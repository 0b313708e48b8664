import assert from 'node:assert/strict';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { type DocumentChange, StateStore } from '#core/state/state-store.ts';

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

const commit = (store: StateStore, events: number, documents: readonly DocumentChange[] = []) =>
  store.commit({
    sources: [{ ...totals, position: { offset: events }, events }],
    incidents: [],
    alarms: [],
    detections: [events],
    documents,
  });

const eventsOf = (store: StateStore) => store.restore().sources.map(({ events }) => events);

const rubbish = 'no database at all, but long enough to look at'.repeat(100);

test('a damaged file is put aside, and state goes on from the last good copy, told of', () => {
  const dir = path.join(folder, 'killed');
  const store = new StateStore(dir);
  commit(store, 5);
  store.close();
  const later = new StateStore(dir);
  commit(later, 6);
  for (const [name, damage] of [
    ['rubbish', (file: string) => writeFileSync(file, rubbish)],
    ['half', (file: string) => truncateSync(file, 6_000)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['gone', (file: string) => rmSync(file)],
  ] as const) {
    // As a kill leaves it: what was committed since the copy is in the log.
    const image = path.join(folder, name);
    cpSync(dir, image, { recursive: true });
    assert.ok(existsSync(path.join(image, 'state.db-wal')));
    damage(path.join(image, 'state.db'));
    const damaged = new StateStore(image);
    assert.match(damaged.notices[0] ?? '', /is damaged: .* goes on from its copy of \d{4}-/, name);
    assert.deepEqual(damaged.restore().sources[0]?.position, { offset: 5 }, name);
    assert.deepEqual(eventsOf(damaged), [5], name);
    commit(damaged, 7);
    damaged.close();
    const again = new StateStore(image);
    assert.deepEqual([again.notices, eventsOf(again)], [[], [7]], name);
    again.close();
    assert.ok(
      readdirSync(image).some((one) => one.includes('.broken-')),
      name,
    );
  }
  later.close();
});

test('with no good copy either, both are put aside and state starts afresh, told of', () => {
  const dir = path.join(folder, 'both');
  const before = new StateStore(dir);
  commit(before, 5);
  before.close();
  for (const name of ['state.db', 'state.db.copy']) writeFileSync(path.join(dir, name), rubbish);
  const store = new StateStore(dir);
  assert.match(store.notices[0] ?? '', /no good copy .* starts afresh/);
  assert.deepEqual(eventsOf(store), []);
  commit(store, 1);
  store.close();
  assert.equal(readdirSync(dir).filter((name) => name.includes('.broken-')).length, 2);
  const again = new StateStore(dir);
  assert.deepEqual([again.notices, eventsOf(again)], [[], [1]]);
  again.close();
});

/** Fails in words, touches nothing, and opens again once that is mended. */
function refuses(dir: string, words: RegExp, mend: () => void): void {
  const before = readdirSync(dir).sort();
  assert.throws(
    () => new StateStore(dir),
    (error: Error & { code?: string }) => error.code === 'STATE_UNUSABLE' && words.test(error.message),
  );
  assert.deepEqual(readdirSync(dir).sort(), before);
  mend();
  const store = new StateStore(dir);
  assert.deepEqual([store.notices, eventsOf(store)], [[], [5]]);
  store.close();
}

function healthy(name: string): string {
  const dir = path.join(folder, name);
  const store = new StateStore(dir);
  commit(store, 5);
  store.close();
  return dir;
}

test('a healthy file that can only not be opened is left where it is', () => {
  const dir = healthy('blocked');
  const log = path.join(dir, 'state.db-wal');
  mkdirSync(log);
  refuses(dir, /state\.db can't be used: /, () => rmdirSync(log));
});

test('so is one that belongs to another user', {
  skip: process.getuid?.() === 0 ? false : 'only root can become another user',
}, () => {
  const dir = healthy('foreign');
  for (const name of ['.', 'state.db']) chmodSync(path.join(dir, name), name === '.' ? 0o755 : 0o644);
  chmodSync(folder, 0o755);
  process.seteuid?.(65_534);
  try {
    refuses(dir, /can't be used: /, () => process.seteuid?.(0));
  } finally {
    process.seteuid?.(0);
  }
});

test('so is one that other software made', () => {
  const dir = healthy('other');
  const file = path.join(dir, 'state.db');
  const own = `${file}.own`;
  renameSync(file, own);
  const db = new DatabaseSync(file);
  db.exec('CREATE TABLE source (id INTEGER)');
  db.close();
  refuses(dir, /state\.db can't be used: no such column/, () => renameSync(own, file));
});

test('a folder that can not be made is told in words', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  for (const dir of [file, path.join(file, 'below')]) {
    assert.throws(() => new StateStore(dir), /The data folder .* can't be used: E/);
  }
});

test('what Vigil makes is for its own user alone', () => {
  const dir = path.join(folder, 'own', 'deep');
  const store = new StateStore(dir);
  commit(store, 1);
  assert.equal(statSync(dir).mode & 0o777, 0o700);
  const names = readdirSync(dir);
  assert.ok(names.includes('state.db-wal') && names.includes('state.db.copy'), names.join());
  for (const name of names) assert.equal(statSync(path.join(dir, name)).mode & 0o777, 0o600, name);
  store.close();
});

/** Of a copy, while the state itself is open. */
function copied(dir: string): { events: number; position: string; detections: string } {
  const db = new DatabaseSync(path.join(dir, 'state.db.copy'), { readOnly: true });
  try {
    const source = db.prepare('SELECT events, position FROM source').get();
    const counter = db.prepare("SELECT json FROM counter WHERE name = 'detections'").get();
    return {
      events: Number(source?.['events'] ?? 0),
      position: String(source?.['position']),
      detections: String(counter?.['json']),
    };
  } finally {
    db.close();
  }
}

/** About six megabytes, more than SQLite keeps in memory. */
const LARGE = Array.from({ length: 3_000 }, (_, n) => ({ kind: 'a', id: `${n}`, value: 'x'.repeat(2_000) }));

test('copies are made while commits go on, and each is one moment of the state', async () => {
  const dir = path.join(folder, 'copies');
  const store = new StateStore(dir, { copyEveryMs: 1 });
  commit(store, 1, LARGE);
  const seen = new Set<number>();
  const file = path.join(dir, 'state.db.copy');
  for (let events = 2, end = Date.now() + 60_000; seen.size < 5 && Date.now() < end; events++) {
    commit(store, events);
    const before = statSync(file).ino;
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (statSync(file).ino === before) continue;
    const copy = copied(dir);
    assert.deepEqual(
      [copy.position, copy.detections],
      [JSON.stringify({ offset: copy.events }), `[${copy.events}]`],
    );
    seen.add(copy.events);
  }
  assert.ok(seen.size >= 5, `${seen.size} copies`);
  store.close();
  assert.deepEqual(
    readdirSync(dir).filter((name) => !/^state\.db(\.copy)?$/.test(name)),
    [],
  );
});

test('damage never gets into the copy, and is told', async () => {
  const dir = path.join(folder, 'damage');
  const first = new StateStore(dir);
  commit(first, 1, LARGE);
  first.close();
  const told: string[] = [];
  const tell = (text: string) => void told.push(text);
  const store = new StateStore(dir, { copyEveryMs: 500, tell });
  const file = path.join(dir, 'state.db');
  const handle = openSync(file, 'r+');
  for (let page = 100; page < 400; page++) writeSync(handle, Buffer.alloc(4_096, 7), 0, 4_096, page * 4_096);
  closeSync(handle);
  const before = readFileSync(`${file}.copy`);
  await new Promise((resolve) => setTimeout(resolve, 600));
  for (let events = 2; told.length === 0 && events < 1_000; events++) {
    commit(store, events);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.match(
    told[0] ?? '',
    /No safe copy of .*state\.db could be made, the one of \d{4}-.* is kept: it is damaged/,
  );
  store.close();
  assert.ok(readFileSync(`${file}.copy`).equals(before));
  const again = new StateStore(dir);
  assert.match(again.notices[0] ?? '', /goes on from its copy/);
  assert.deepEqual(eventsOf(again), [1]);
  again.close();
});

test('the same document again keeps the one before it', () => {
  const store = new StateStore(undefined);
  for (const value of ['one', 'two', 'two']) commit(store, 1, [{ kind: 'a', id: 'b', value }]);
  assert.deepEqual(store.restore().documents, [{ kind: 'a', id: 'b', texts: ['"two"', '"one"'] }]);
  store.close();
});

test('a second Vigil on the same folder is refused', { timeout: 20_000 }, () => {
  const dir = path.join(folder, 'c');
  const store = new StateStore(dir);
  assert.throws(() => new StateStore(dir), /Another Vigil/);
  store.close();
});
