import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { readTree } from '#core/enrich/address-tree.ts';
import { ReadAside } from '#core/enrich/read-aside.ts';
import { ReferenceFiles } from '#core/enrich/reference-files.ts';
import { writeMmdb } from '#tests/support/mmdb.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-aside-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function reader(t: TestContext): ReadAside {
  const aside = new ReadAside();
  t.after(() => aside.close());
  return aside;
}

const indicator = (n: number) => ({
  type: 'indicator',
  name: `indicator ${n}`,
  pattern_type: 'stix',
  pattern: `[domain-name:value = 'host${n}.bad.example']`,
});

test('a large bundle and a long list: nothing of them is parsed here, and the loop turns all the while', async (t) => {
  const folder = folderOf(t);
  const bundle = path.join(folder, 'bundle.json');
  const list = path.join(folder, 'list.txt');
  const count = 30_000;
  writeFileSync(
    bundle,
    JSON.stringify({ type: 'bundle', objects: Array.from({ length: count }, (_, n) => indicator(n)) }),
  );
  writeFileSync(list, Array.from({ length: count }, (_, n) => `198.${n >> 8}.${n & 255}.7`).join('\n'));
  const parse = t.mock.method(JSON, 'parse');
  const files = new ReferenceFiles({
    threatLists: [
      { name: 'bundle', path: bundle },
      { name: 'list', path: list },
    ],
  });
  let turns = 0;
  const loaded = new AbortController();
  const counting = (async () => {
    while (!loaded.signal.aborted) {
      turns++;
      await turn();
    }
  })();
  const told: string[] = [];
  await files.load((message) => told.push(message));
  loaded.abort();
  await counting;
  assert.equal(files.references.threats?.size, 2 * count, told.join('\n'));
  assert.equal(parse.mock.callCount(), 0);
  // Filling alone pauses more than twenty times; reading takes place elsewhere.
  assert.ok(turns > 20, `${turns} turns`);
});

test('a database arrives as it is read here, without being copied', async (t) => {
  const file = path.join(folderOf(t), 'city.mmdb');
  const bytes = writeMmdb({ '93.210.0.0/16': { city: 'Berlin' } });
  writeFileSync(file, bytes);
  const { left, right, ipv4Nodes } = readTree(Buffer.from(bytes));
  const tree = await reader(t).database(file);
  assert.deepEqual([tree.left, tree.right, tree.ipv4Nodes], [left, right, ipv4Nodes]);
  assert.deepEqual(Buffer.from(tree.bytes), bytes);
});

test('what can’t be read is an error with its reason, and the next file is read', async (t) => {
  const folder = folderOf(t);
  const aside = reader(t);
  const file = path.join(folder, 'list.txt');
  await assert.rejects(aside.list(file), /ENOENT/);
  writeFileSync(file, '{"type":"bundle"');
  await assert.rejects(aside.list(file), /JSON/);
  await assert.rejects(aside.database(file), Error);
  writeFileSync(file, '198.51.100.7\n');
  assert.equal((await aside.list(file)).kinds.length, 1);
});

test('given up in the middle it says so, and a later file is read all the same', async (t) => {
  const file = path.join(folderOf(t), 'list.txt');
  writeFileSync(file, '198.51.100.7\n'.repeat(100_000));
  const aside = reader(t);
  const reading = assert.rejects(aside.list(file), /given up/);
  await aside.close();
  await reading;
  assert.equal((await aside.list(file)).kinds.length, 1);
});
