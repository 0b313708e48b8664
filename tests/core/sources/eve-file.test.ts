import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { followFolder, Reader, until } from '#tests/support/follow.ts';

/** Lines that no other call gives. */
let made = 0;
function lines(count: number): string[] {
  return Array.from({ length: count }, () => `{"n":${made++},"pad":"${'x'.repeat(made % 50)}"}`);
}

function text(list: readonly string[]): string {
  return list.map((line) => `${line}\n`).join('');
}

/** Waits until the follower has looked at the file's end and found nothing more. */
async function settled(reader: Reader, count: number): Promise<void> {
  await until(`${count} records and no backlog`, () => {
    return reader.records.length >= count && reader.source.condition().backlogBytes === 0;
  });
}

test('waits for the file, then follows it', async (t) => {
  const { path } = followFolder(t);
  const reader = new Reader(path);
  await until('waiting', () => reader.source.condition().detail.includes('waiting'));
  assert.equal(reader.source.condition().state, 'connecting');
  const all = lines(5);
  writeFileSync(path, text(all.slice(0, 3)));
  await reader.got(...all.slice(0, 3));
  appendFileSync(path, text(all.slice(3)));
  await reader.got(...all);
  assert.equal(reader.source.condition().state, 'live');
  await reader.stop();
  assert.equal(reader.source.condition().state, 'ended');
});

test('waits for the folder too', async (t) => {
  const { folder } = followFolder(t);
  const reader = new Reader(`${folder}/later/eve.json`);
  await until('waiting', () => reader.source.condition().detail.includes('waiting'));
  mkdirSync(`${folder}/later`);
  const all = lines(2);
  writeFileSync(`${folder}/later/eve.json`, text(all));
  await reader.got(...all);
  await reader.stop();
});

test('holds a half-written line, and keeps split characters whole', async (t) => {
  const { path } = followFolder(t);
  writeFileSync(path, '');
  const reader = new Reader(path);
  const line = '{"msg":"세계 😀 ñ"}';
  const bytes = Buffer.from(`${line}\n`);
  for (const byte of bytes) {
    assert.deepEqual(reader.records, []);
    appendFileSync(path, Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await reader.got(line);
  await reader.stop();
});

test('rotation by renaming: the old file to its end, then the new one', async (t) => {
  const { path } = followFolder(t);
  const all = lines(40);
  writeFileSync(path, text(all.slice(0, 10)));
  const reader = new Reader(path);
  await settled(reader, 10);
  renameSync(path, `${path}.1`);
  // logrotate's `create`: the new file is there, empty, before the writer is told.
  writeFileSync(path, '');
  appendFileSync(`${path}.1`, text(all.slice(10, 20)));
  await settled(reader, 20);
  appendFileSync(`${path}.1`, text(all.slice(20, 25)));
  appendFileSync(path, text(all.slice(25, 30)));
  await settled(reader, 30);
  renameSync(`${path}.1`, `${path}.2`);
  renameSync(path, `${path}.1`);
  writeFileSync(path, text(all.slice(30)));
  await reader.got(...all);
  assert.deepEqual(reader.damaged, []);
  await reader.stop();
});

test('a last line without its newline is taken when the file is done with', async (t) => {
  const { path } = followFolder(t);
  const all = lines(3);
  writeFileSync(path, `${all[0]}\n${all[1]}`);
  const reader = new Reader(path);
  await settled(reader, 1);
  renameSync(path, `${path}.1`);
  writeFileSync(path, text(all.slice(2)));
  await reader.got(...all);
  await reader.stop();
});

test('rotated twice between two looks: nothing is left out', async (t) => {
  const { path } = followFolder(t);
  const all = lines(30);
  writeFileSync(path, text(all.slice(0, 10)));
  const reader = new Reader(path);
  await settled(reader, 10);
  // In one go, without giving the follower its turn.
  renameSync(path, `${path}.1`);
  writeFileSync(path, text(all.slice(10, 20)));
  renameSync(`${path}.1`, `${path}.2`);
  renameSync(path, `${path}.1`);
  writeFileSync(path, text(all.slice(20)));
  await reader.got(...all);
  await reader.stop();
});

test('copytruncate: what was not read yet is read from the copy', async (t) => {
  const { path } = followFolder(t);
  const all = lines(60);
  writeFileSync(path, text(all.slice(0, 20)));
  const reader = new Reader(path);
  await settled(reader, 20);
  appendFileSync(path, text(all.slice(20, 40)));
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
  appendFileSync(path, text(all.slice(40)));
  await reader.got(...all);
  assert.deepEqual(reader.damaged, []);
  await reader.stop();
});

test('emptied and written beyond the old length at once', async (t) => {
  const { path } = followFolder(t);
  const first = lines(3);
  const second = lines(400);
  writeFileSync(path, text(first));
  const reader = new Reader(path);
  await settled(reader, 3);
  writeFileSync(path, text(second));
  await reader.got(...first, ...second);
  assert.match(reader.source.condition().detail, /emptied/);
  await reader.stop();
});

test('a line cut off by emptying is told of', async (t) => {
  const { path } = followFolder(t);
  const [whole = '', after = ''] = lines(2);
  writeFileSync(path, `${whole}\n{"half`);
  const reader = new Reader(path);
  await settled(reader, 1);
  writeFileSync(path, `${after}\n`);
  await reader.got(whole, after);
  assert.deepEqual(
    reader.damaged.map(({ sample }) => sample),
    ['{"half'],
  );
  await reader.stop();
});

test('goes on where it stopped', async (t) => {
  const { path } = followFolder(t);
  const all = lines(20);
  writeFileSync(path, `${text(all.slice(0, 10))}${all[10]?.slice(0, 5)}`);
  const first = new Reader(path);
  await settled(first, 10);
  const position = await first.stop();
  appendFileSync(path, `${all[10]?.slice(5)}\n${text(all.slice(11))}`);
  const second = new Reader(path, { position });
  await second.got(...all.slice(10));
  assert.deepEqual(second.warm, all.slice(0, 10));
  const end = await second.stop();
  const third = new Reader(path, { position: end });
  await settled(third, 0);
  await until('warm', () => third.warm.length === 20);
  assert.deepEqual(third.records, []);
  await third.stop();
});

test('rotated away while we were down, several times', async (t) => {
  const { path } = followFolder(t);
  const all = lines(50);
  writeFileSync(path, text(all.slice(0, 10)));
  const first = new Reader(path);
  await settled(first, 10);
  const position = await first.stop();
  appendFileSync(path, text(all.slice(10, 20)));
  renameSync(path, `${path}.1`);
  writeFileSync(path, text(all.slice(20, 30)));
  renameSync(`${path}.1`, `${path}.2`);
  renameSync(path, `${path}.1`);
  writeFileSync(path, text(all.slice(30)));
  const second = new Reader(path, { position });
  await second.got(...all.slice(10));
  assert.deepEqual(second.warm, all.slice(0, 10));
  assert.equal(second.source.condition().detail, '');
  await second.stop();
});

test('copied and emptied while we were down', async (t) => {
  const { path } = followFolder(t);
  const all = lines(40);
  writeFileSync(path, text(all.slice(0, 10)));
  const first = new Reader(path);
  await settled(first, 10);
  const position = await first.stop();
  appendFileSync(path, text(all.slice(10, 20)));
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
  appendFileSync(path, text(all.slice(20)));
  const second = new Reader(path, { position });
  await second.got(...all.slice(10));
  const end = await second.stop();
  const third = new Reader(path, { position: end });
  await until('warm', () => third.warm.length >= 40);
  // Read again once each, though half of it is in the copy too.
  assert.deepEqual(third.warm, all);
  assert.deepEqual(third.records, []);
  await third.stop();
});

test('gone while we were down: says so, and reads what came after', async (t) => {
  const { path } = followFolder(t);
  const all = lines(30);
  writeFileSync(path, text(all.slice(0, 10)));
  const first = new Reader(path);
  await settled(first, 10);
  const position = await first.stop();
  rmSync(path);
  writeFileSync(`${path}.1`, text(all.slice(10, 20)));
  writeFileSync(path, text(all.slice(20)));
  const second = new Reader(path, { position });
  await second.got(...all.slice(10));
  assert.match(second.source.condition().detail, /is gone .* lost/);
  await second.stop();
});

test('an inode used again is another file', async (t) => {
  const { path } = followFolder(t);
  const old = lines(10);
  const young = lines(50);
  writeFileSync(path, text(old));
  const first = new Reader(path);
  await settled(first, 10);
  const position = (await first.stop()) as { file: { key: string } };
  // The same inode for certain: emptied and filled anew, which to a restart is the same as an inode used again.
  writeFileSync(path, text(young));
  const second = new Reader(path, { position });
  await second.got(...young);
  assert.match(second.source.condition().detail, /gone/);
  await second.stop();
});

test('a position that makes no sense is told of, and reading begins anew', async (t) => {
  const { path } = followFolder(t);
  const all = lines(3);
  writeFileSync(path, text(all));
  for (const position of [{ version: 99 }, 'x', { version: 1, file: null, offset: -1 }]) {
    const reader = new Reader(path, { position });
    await reader.got(...all);
    assert.match(reader.source.condition().detail, /checkpoint/);
    await reader.stop();
  }
});

test('overlong lines are given up and told of; those between arrive', async (t) => {
  const { path } = followFolder(t);
  const all = lines(3);
  const long = 'y'.repeat(900_000);
  writeFileSync(path, `${all[0]}\n${long}\n${all[1]}\n${long}${long}\n${all[2]}\n`);
  const reader = new Reader(path, { maxLineBytes: 500_000 });
  await reader.got(...all);
  assert.deepEqual(
    reader.damaged.map(({ reason }) => reason),
    ['line of 900001 bytes is too long', 'line of 1800001 bytes is too long'],
  );
  assert.ok(reader.damaged.every(({ sample }) => sample.length <= 200));
  await reader.stop();
});

test('begins at the end when told to', async (t) => {
  const { path } = followFolder(t);
  const all = lines(6);
  writeFileSync(path, text(all.slice(0, 3)));
  const reader = new Reader(path, { from: 'end' });
  await until('open', () => reader.source.condition().state !== 'connecting');
  appendFileSync(path, text(all.slice(3)));
  await reader.got(...all.slice(3));
  await reader.stop();
});

test('what is no file fails in words, and is tried again', async (t) => {
  const { folder, path } = followFolder(t);
  mkdirSync(path);
  const reader = new Reader(path);
  await until('failing', () => reader.source.condition().state === 'failing');
  assert.match(reader.source.condition().detail, /not a regular file/);
  renameSync(path, `${folder}/elsewhere`);
  const all = lines(2);
  writeFileSync(path, text(all));
  await reader.got(...all);
  assert.notEqual(reader.source.condition().state, 'failing');
  await reader.stop();
});

test('deleted and not replaced: goes on waiting, then takes the new one', async (t) => {
  const { path } = followFolder(t);
  const all = lines(4);
  writeFileSync(path, text(all.slice(0, 2)));
  const reader = new Reader(path);
  await settled(reader, 2);
  unlinkSync(path);
  writeFileSync(path, text(all.slice(2)));
  await reader.got(...all);
  await reader.stop();
});

test('idle after ten seconds without data, by the clock it is given', async (t) => {
  const { path } = followFolder(t);
  let now = 0;
  const clock = { now: () => now, monotonic: () => now };
  writeFileSync(path, text(lines(1)));
  const reader = new Reader(path, { clock });
  await until('a record', () => reader.records.length === 1);
  assert.equal(reader.source.condition().state, 'live');
  now += 10_001;
  assert.equal(reader.source.condition().state, 'idle');
  await reader.stop();
});
