import assert from 'node:assert/strict';
import test from 'node:test';
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
  const joined = readOptions(['vigil', '--join=https://soc', '--control'], { VIGIL_TOKEN_FILE: 't' });
  assert.deepEqual([joined.join, joined.tokenFile, joined.control], ['https://soc', 't', true]);
});
