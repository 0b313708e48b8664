import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readKnownDisplays, writeKnownDisplays } from '#hosts/desktop/displays-file.ts';
import { readOptions } from '#hosts/desktop/options.ts';

test('our options are read among those of Chromium and Electron', () => {
  const argv = ['electron', '--no-sandbox', '--remote-debugging-port=0', 'dist/desktop/main.mjs'];
  const own = ['--eve', 'a.json', '--rules', 'r', '--eve', 'b.json', '--data-dir', '/d', '--windowed'];
  const options = readOptions([...argv, ...own], {});
  assert.deepEqual(options.eve, ['a.json', 'b.json']);
  assert.deepEqual(options.rules, ['r']);
  assert.equal(options.dataDir, '/d');
  assert.ok(options.windowed);
  assert.ok(!options.demo);
  assert.equal(readOptions(['electron', 'main.mjs'], { VIGIL_CONFIG: 'c.yml' }).config, 'c.yml');
});

test('display names are kept, and a broken file is told and begun anew', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-names-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'displays.json');
  const told: string[] = [];
  const read = () => readKnownDisplays(file, (message) => told.push(message));
  assert.deepEqual(read(), []);
  const displays = [{ name: 'A 0,0', label: 'A', x: 0, y: 0 }];
  writeKnownDisplays(file, displays);
  assert.deepEqual(read(), displays);
  assert.deepEqual(told, []);
  writeFileSync(file, '{"version":1,"displays":[{"name":""}]}');
  assert.deepEqual(read(), []);
  assert.match(told.join(), /displays\.json can't be read/);
});
