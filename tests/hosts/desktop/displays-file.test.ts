import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readKnownDisplays, writeKnownDisplays } from '#hosts/desktop/displays-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-displays-file-'));
after(() => rmSync(folder, { recursive: true }));

const DISPLAYS = [
  { name: 'Left 0,0', label: 'Left', x: 0, y: 0 },
  { name: 'Right 1920,0', label: 'Right', x: 0, y: 0, home: { x: 1920, y: 0 }, seen: 2 },
];

function readIn(file: string) {
  const told: string[] = [];
  const displays = readKnownDisplays(file, (message) => told.push(message));
  return { displays, told: told.join('\n') };
}

test('the first start has no displays and nothing to tell', () => {
  assert.deepEqual(readIn(path.join(folder, 'none.json')), { displays: [], told: '' });
});

test('what is broken falls back to its copy, told of, and only then begins anew', () => {
  const file = path.join(folder, 'displays.json');
  writeKnownDisplays(file, DISPLAYS);
  assert.deepEqual(readIn(file), { displays: DISPLAYS, told: '' });
  assert.equal(statSync(file).mode & 0o777, 0o600);
  for (const text of ['', '{"version":1,"dis', '{"version":2,"displays":[]}', '[]']) {
    writeFileSync(file, text);
    const { displays, told } = readIn(file);
    assert.deepEqual(displays, DISPLAYS, text);
    assert.match(told, /displays\.json can't be read \(.+\): its copy is used$/);
  }
  rmSync(file);
  const gone = readIn(file);
  assert.deepEqual(gone.displays, DISPLAYS);
  assert.match(gone.told, /displays\.json is gone: its copy is used$/);
  writeFileSync(file, 'x');
  writeFileSync(`${file}.copy`, 'x');
  const both = readIn(file);
  assert.deepEqual(both.displays, []);
  assert.match(both.told, /can't be read \(.+\): displays are named anew$/);
});
