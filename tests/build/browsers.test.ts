import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { ensureChromium, onPath } from '../../build/browsers.mjs';

const LIMITS = { totalMs: 20_000, aptMs: 15_000, stillMs: 2_000 };

/** A machine with nothing but these two programs; what playwright's installer would do, `node` does. */
function machine(t: TestContext, programs: { readonly aptGet: string; readonly node: string }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-browsers-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const program = (name: string, script: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\ncd ${folder}\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const { aptGet, node } = programs;
  program('apt-get', `while [ "$1" = -o ]; do shift 2; done; echo "$1" >>asked\n${aptGet}`);
  const environment = { ...process.env };
  t.after(() => {
    process.env = environment;
  });
  process.env = { PATH: folder, HOME: folder, PLAYWRIGHT_BROWSERS_PATH: folder };
  return {
    folder,
    node: program('node', `echo playwright >>asked\n${node}`),
    asked: () => {
      const file = path.join(folder, 'asked');
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    },
  };
}

const skip =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'apt is asked on Linux, by root'
    : onPath('sh')
      ? false
      : 'no sh';

test('a refused download is given up at once, in words', { skip }, async (t) => {
  const { node, asked } = machine(t, {
    aptGet: 'echo "E: Unable to locate package chromium"; exit 100',
    node: 'echo "connect ECONNREFUSED" >&2; exit 1',
  });
  const started = performance.now();
  const { path: found, why } = await ensureChromium(node, LIMITS);
  assert.equal(found, '');
  assert.equal(
    why,
    "no Chromium here: apt-get could not install it (exit 100); playwright's download failed (exit 1)",
  );
  assert.deepEqual(asked(), ['install', 'update', 'install', 'playwright']);
  assert.ok(performance.now() - started < LIMITS.totalMs / 2);
});

test('where nothing moves it is given up, and apt is not asked again', { skip }, async (t) => {
  const { node, asked } = machine(t, { aptGet: 'exec sleep 60', node: 'exec sleep 60' });
  const started = performance.now();
  const { why } = await ensureChromium(node, LIMITS);
  assert.match(why, /install it \(made no progress\); playwright's download failed \(made no progress\)$/);
  assert.deepEqual(asked(), ['install', 'playwright']);
  assert.ok(performance.now() - started < LIMITS.aptMs);
});

test('what goes on slowly is waited for', { skip }, async (t) => {
  const { folder, node, asked } = machine(t, {
    aptGet: `[ "$1" = update ] && exec touch lists
[ -e lists ] || exit 100
for i in 1 2 3 4 5 6 7; do sleep 0.4; echo "Get:$i"; done
touch chromium`,
    node: 'exit 1',
  });
  assert.equal((await ensureChromium(node, LIMITS)).path, path.join(folder, 'chromium'));
  assert.deepEqual(asked(), ['install', 'update', 'install']);
});

test('all of it ends in its time, whatever still moves', { skip }, async (t) => {
  const talk = 'while sleep 0.2; do echo on; done';
  const { node, asked } = machine(t, { aptGet: talk, node: talk });
  const started = performance.now();
  const { why } = await ensureChromium(node, { totalMs: 3_000, aptMs: 1_500, stillMs: 1_000 });
  assert.match(why, /gave up after \d+ s\); playwright's download failed \(gave up after \d+ s\)$/);
  assert.deepEqual(asked(), ['install', 'playwright']);
  assert.ok(performance.now() - started < 8_000);
});
