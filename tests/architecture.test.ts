import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import test from 'node:test';
import { DEBT, MAY_IMPORT } from './import-table.ts';
import { type Breach, breaches, importsOf, readSources, resolveImport, root } from './imports.ts';

/** A walk that finds less is broken. */
const LEAST_FILES = 60;
const sources = readSources(['electron', 'renderer']);

const lines = (found: readonly Breach[]) => found.map((b) => `${b.file} imports ${b.imported}: ${b.why}`);

/** Where a name of ours lies on the disk. */
function placeOf(name: string): string {
  const path = name.slice(1);
  return /^(renderer|assets|sounds|tests)(\/|$)/.test(path) ? path : posix.join('electron', path);
}

test('every import is allowed by the table', () => {
  assert.ok(sources.size >= LEAST_FILES, `only ${sources.size} source files found`);
  assert.deepEqual(lines(breaches(sources)), []);
});

test('every import of ours resolves to a file', () => {
  const dangling: string[] = [];
  for (const [file, source] of sources) {
    for (const specifier of importsOf(source)) {
      const target = resolveImport(file, specifier);
      if (target.startsWith('#') && !existsSync(join(root, placeOf(target)))) {
        dangling.push(`${file} imports ${specifier}`);
      }
    }
  }
  assert.deepEqual(dangling, []);
});

test('planted breaches are caught', () => {
  const planted: readonly (readonly [string, string])[] = [
    ['electron/contract/a.ts', "import { x } from '#core/base/clock.ts';"],
    ['electron/core/frame/a.ts', "import type { X } from '../incidents/incidents.ts';"],
    ['electron/core/base/a.ts', "import {\n  readFileSync,\n} from 'node:fs';"],
    ['electron/core/a.ts', "import { app } from 'electron';"],
    ['electron/bridge/a.ts', "export { x } from '../core/frame/frame-builder.ts';"],
    ['electron/hosts/node/a.ts', "const e = await import('electron');"],
    ['electron/new-folder/a.ts', "import 'zod';"],
    ['renderer/store/a.ts', "import { useState } from 'react';"],
    ['renderer/ui/a.tsx', "import { wall } from '#renderer/store/wall-store.ts';"],
    ['renderer/panels/map/a.ts', "import { x } from '../timeline/select.ts';"],
    ['renderer/panels/map/b.ts', "import { connect } from '#renderer/bridge/connect.ts';"],
    ['renderer/wall/a.tsx', "const P = lazy(() => import('#renderer/panels/map/index.tsx'));"],
    ['renderer/draw/a.ts', "import { startEngine } from '#core/engine.ts';"],
  ];
  for (const [file, source] of planted) {
    assert.equal(breaches(new Map([[file, source]])).length, 1, `${file}: ${source}`);
  }
});

test('allowed imports pass', () => {
  const fine: readonly (readonly [string, string])[] = [
    ['electron/core/frame/a.ts', "import { x } from './b.ts';\nimport type { F } from '#contract/frame.ts';"],
    ['electron/core/pipeline.ts', "import { x } from './frame/frame-builder.ts';"],
    [
      'renderer/panels/map/a.tsx',
      "import { x } from './select.ts';\nimport { useWall } from '#renderer/store/hooks.ts';",
    ],
    ['renderer/panels/registry.ts', "const load = () => import('./map/index.tsx');"],
    ['electron/hosts/desktop/a.ts', "import { app } from 'electron'; // import 'react'"],
    ['electron/core/base/a.ts', "/* import { x } from 'zod'; */\n// import 'zod';"],
  ];
  for (const [file, source] of fine) assert.deepEqual(lines(breaches(new Map([[file, source]]))), []);
});

test('each debt is still owed', () => {
  for (const [file, target] of DEBT) {
    const still = importsOf(sources.get(file) ?? '').some((s) => resolveImport(file, s) === target);
    assert.ok(still, `${file} no longer imports ${target}: strike it from the table`);
  }
});

test('every row of the table is a folder or file on the disk', () => {
  const gone = Object.keys(MAY_IMPORT).filter((name) => !existsSync(join(root, placeOf(name))));
  assert.deepEqual(gone, []);
});

test('there are no barrel files', () => {
  const barrels = [...sources].filter(([file, source]) => {
    const rest = source
      .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      .replaceAll(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+'[^']+';/g, '');
    return /(^|\/)index\.ts$/.test(file) || (rest.trim() === '' && source.trim() !== '');
  });
  assert.deepEqual(
    barrels.map(([file]) => file),
    [],
  );
});

/** Paths that a README names: in its tree (a fenced block whose lines begin with folders) and in backticks. */
function namedPaths(text: string): string[] {
  const paths: string[] = [];
  for (const [, block = ''] of text.matchAll(/^```[a-z]*\n([\s\S]*?)^```/gm)) {
    if (!/^(electron|renderer)\/\s/m.test(block)) continue;
    const parents: string[] = [];
    for (const line of block.split('\n')) {
      const [, indent = '', names = ''] = /^( *)(\S+(?: [\w.-]+\.\w+)*)/.exec(line) ?? [];
      // Descriptions begin after two spaces; a deeply indented line only goes on with one.
      if (names === '' || indent.length > 8) continue;
      parents.length = indent.length / 2;
      for (const name of names.split(' ')) paths.push([...parents, name].join('/').replaceAll('//', '/'));
      parents.push(names);
    }
  }
  for (const [, path = ''] of text.matchAll(
    /`((?:electron|renderer|tests|build|assets|sounds)\/[\w./-]*)`/g,
  )) {
    paths.push(path);
  }
  return paths;
}

for (const readme of ['README.md', 'electron/README.md', 'renderer/README.md']) {
  const file = join(root, readme);
  test(`${readme} names only what is there`, { skip: existsSync(file) ? false : `no ${readme} yet` }, () => {
    const named = namedPaths(readFileSync(file, 'utf8'));
    const gone = named.filter((path) => !existsSync(join(root, path)));
    assert.deepEqual(gone, []);
    if (readme === 'README.md') assert.ok(named.length > 20, 'README.md shows no tree');
  });
}
