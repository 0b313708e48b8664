import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { neverCameUp } from '../../build/never-came-up.mjs';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'vigil-start-'));
after(() => rmSync(folder, { recursive: true }));

/** A clone that has been set up, with a node host that says it is ready and ends. */
function makeClone(): void {
  cpSync(BUILD, path.join(folder, 'build'), { recursive: true });
  writeFileSync(
    path.join(folder, 'build/setup.mjs'),
    `export const root = ${JSON.stringify(folder)};
export const dist = root + '/dist';
export class SetupError extends Error {}
export const ensurePackages = async () => undefined;
export const ensureNode = async () => process.execPath;
export const ensureRenderer = async () => dist;
export const ensureDesktop = async () => dist;
`,
  );
  writeFileSync(
    path.join(folder, 'build/vigil.mjs'),
    `console.log(JSON.stringify({ ready: true, url: 'http://node-host/' + process.argv.slice(2).join() }));
process.disconnect();
process.exitCode = 7;
`,
  );
  mkdirSync(path.join(folder, 'electron'), { recursive: true });
}

/** @param script what is found as Electron; without one there is a file that is no program */
function start(script: string | undefined, args = ['--demo'], more: NodeJS.ProcessEnv = {}) {
  const electron = path.join(folder, 'electron/electron');
  writeFileSync(electron, script === undefined ? '' : `#!/bin/sh\n${script}\n`);
  chmodSync(electron, script === undefined ? 0o644 : 0o755);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(folder, 'build/start.mjs'), ...args],
    {
      encoding: 'utf8',
      env: {
        PATH: folder,
        DISPLAY: ':99',
        ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'electron'),
        ...more,
      },
      timeout: 30_000,
    },
  );
  return { status, stdout, stderr };
}

test('where Electron is but does not come up the node host takes over, and says why', {
  skip: process.platform === 'win32' ? 'the doubles are shell scripts' : false,
}, () => {
  makeClone();
  for (const [script, why] of [
    ['exit 1', 'it ended with 1'],
    ['echo "error while loading shared libraries" >&2; exit 127', 'it ended with 127'],
    ['kill -SEGV $$', 'it was ended by SIGSEGV'],
    [undefined, 'it could not be started: .*EACCES'],
  ] as const) {
    const { status, stdout, stderr } = start(script);
    assert.equal(status, 7, stderr);
    assert.match(
      stdout,
      new RegExp(`^Vigil starts on the node host: Electron is here, but ${why}; .*\\.$`, 'm'),
    );
    assert.match(stdout, /^Vigil is at http:\/\/node-host\/serve,--demo$/m);
  }
  for (const [script, code] of [
    ['exit 0', 0],
    ['exit 2', 2],
    ['kill -TERM $$', 143],
  ] as const) {
    const { status, stdout } = start(script);
    assert.equal(status, code);
    assert.match(stdout, /^Vigil starts on the desktop host/);
    assert.doesNotMatch(stdout, /node host/);
  }
});

test('without Electron a wall is joined in Chromium, and its token is on no command line', {
  skip: process.platform === 'win32' ? 'the doubles are shell scripts' : false,
}, () => {
  makeClone();
  const chromium = path.join(folder, 'a-chromium');
  const opened = path.join(folder, 'opened');
  writeFileSync(chromium, `#!/bin/sh\necho "$@" > '${opened}'\n`);
  chmodSync(chromium, 0o755);
  const token = path.join(folder, 'token');
  writeFileSync(token, 'a-token-of-the-wall\n');
  const join = ['--join', 'https://soc.example/'];
  const plain = start('exit 1', join, { VIGIL_CHROMIUM: chromium });
  assert.match(plain.stdout, /^Vigil joins https:\/\/soc\.example\/ in Chromium: Electron is here, but/m);
  assert.match(readFileSync(opened, 'utf8'), /--app=https:\/\/soc\.example\/ /);
  start('exit 1', [...join, '--token-file', token], { VIGIL_CHROMIUM: chromium });
  assert.doesNotMatch(readFileSync(opened, 'utf8'), /a-token/);
  const page = path.join(folder, 'dist/join.html');
  assert.match(readFileSync(page, 'utf8'), /soc\.example\/#token=a-token-of-the-wall"/);
  assert.equal(statSync(page).mode & 0o777, 0o600);
});

test('a host that has lived ends as it ends', () => {
  assert.ok(neverCameUp({ code: 1, signal: null, livedMs: 3_000 }));
  assert.ok(!neverCameUp({ code: 1, signal: null, livedMs: 60_000 }));
  assert.ok(!neverCameUp({ code: null, signal: 'SIGSEGV', livedMs: 60_000 }));
});
