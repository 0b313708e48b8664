import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needsPage } from '../../build/needs-page.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A clone of what is asked for. */
function clone(...names: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-clone-'));
  folders.push(folder);
  for (const name of ['build', 'package.json', 'package-lock.json', ...names])
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  return folder;
}

/** The machine's own node, that whoever has no node_modules yet starts us with. */
function outsideNode(): string | undefined {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file));
}

const outside = outsideNode();
const skip = outside === undefined ? 'no node on PATH but the one in node_modules' : false;

/** What package.json starts; without packages and without npm each gets as far as asking for them. */
const LAUNCHERS: readonly (readonly string[])[] = [
  ['start'],
  ['test', 'package.json'],
  ['vigil', 'hunt', '--help'],
  ['vigil', 'bench'],
  ['dev'],
  ['build'],
  ['shots'],
];

for (const [name = '', ...args] of LAUNCHERS) {
  test(`${name} ${args.join(' ')}: loads in the machine's own node, in a fresh clone`, { skip }, () => {
    const folder = clone();
    const { status, stdout, stderr } = spawnSync(outside ?? '', [`build/${name}.mjs`, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: folder },
      timeout: 60_000,
    });
    assert.match(stdout + stderr, /npm could not install the packages \(spawn npm ENOENT\)/);
    assert.doesNotMatch(stderr, /^ +at /m, 'no stack for a person to read');
    assert.equal(status, 1);
  });
}

test('bad usage is told before anything is built', () => {
  const folder = clone('electron', 'tests/bench');
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const vigil = (...args: string[]) =>
    spawnSync(process.execPath, ['build/vigil.mjs', ...args], { cwd: folder, encoding: 'utf8' });
  const cases: readonly (readonly [code: number, ...args: string[]])[] = [
    [2, 'serve', '--nope'],
    [2, 'serve', '--port', '99999'],
    [2, 'serve', '--config'],
    [0, 'serve', '-h'],
    [0, 'serve', '--help'],
    [2, 'bench', 'nope'],
    [0, 'bench', '-h'],
    [2, 'nope'],
  ];
  for (const [code, ...args] of cases) {
    const { status, stdout, stderr } = vigil(...args);
    assert.equal(status, code, `${args.join(' ')}: ${stderr}`);
    assert.match(stdout + stderr, /usage: vigil/);
    assert.doesNotMatch(stderr, /building/);
  }
  assert.ok(!existsSync(path.join(folder, 'dist/renderer')));
});

test('the page is built for each way of serving that the command tells of', () => {
  const { stdout } = spawnSync(process.execPath, [path.join(ROOT, 'build/vigil.mjs'), 'serve', '--help'], {
    encoding: 'utf8',
  });
  const options = [...stdout.matchAll(/^ +(--[a-z-]+)( [A-Z])?/gm)].filter(([, name]) => name !== '--help');
  assert.ok(options.length >= 7, stdout);
  for (const [, name = '', value] of options)
    assert.ok(needsPage(['serve', name, ...(value === undefined ? [] : ['1'])]), name);
  assert.ok(needsPage(['serve']));
  assert.ok(!needsPage(['hunt']));
  assert.ok(!needsPage([]));
});
