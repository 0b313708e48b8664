import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readRuleFiles, type RuleFiles, watchRuleFiles } from '#core/config/rule-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-rules-'));
after(() => rmSync(folder, { recursive: true }));

test('a folder gives its YAML at any depth in order, a file itself, each once', async () => {
  mkdirSync(join(folder, 'read/deep'), { recursive: true });
  for (const name of ['b.yml', 'a.yaml', 'deep/c.YML', 'notes.txt', 'no.ext'])
    writeFileSync(join(folder, 'read', name), name);
  const { texts, problems } = await readRuleFiles([
    join(folder, 'read/no.ext'),
    join(folder, 'read'),
    join(folder, 'read/b.yml'),
  ]);
  assert.deepEqual(
    texts.map(({ text }) => text),
    ['no.ext', 'a.yaml', 'b.yml', 'deep/c.YML'],
  );
  assert.deepEqual(problems, []);
});

test('what is not there is a problem, and the rest is read', async () => {
  writeFileSync(join(folder, 'there.yml'), 'x');
  const { texts, problems } = await readRuleFiles([join(folder, 'none'), join(folder, 'there.yml')]);
  assert.equal(texts.length, 1);
  assert.match(problems[0]?.message ?? '', /ENOENT/);
  assert.equal(problems[0]?.file, join(folder, 'none'));
});

/** What the watcher says next. */
function next(changes: RuleFiles[], count: number): Promise<RuleFiles> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('no change was told')), 8000);
    const look = setInterval(() => {
      const found = changes[count];
      if (!found) return;
      clearTimeout(limit);
      clearInterval(look);
      resolve(found);
    }, 20);
  });
}

test('a change, a replaced file and a new one are told; the same text again is not', async () => {
  const watched = join(folder, 'watched');
  mkdirSync(watched);
  const a = join(watched, 'a.yml');
  writeFileSync(a, 'one');
  const changes: RuleFiles[] = [];
  const stop = watchRuleFiles([watched], (files) => changes.push(files));
  try {
    await new Promise((resolve) => setTimeout(resolve, 200));
    writeFileSync(a, 'two');
    assert.deepEqual(
      (await next(changes, 0)).texts.map(({ text }) => text),
      ['two'],
    );
    writeFileSync(a, 'two');
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(changes.length, 1);
    writeFileSync(join(folder, 'new'), 'three');
    renameSync(join(folder, 'new'), a);
    assert.deepEqual(
      (await next(changes, 1)).texts.map(({ text }) => text),
      ['three'],
    );
    mkdirSync(join(watched, 'sub'));
    writeFileSync(join(watched, 'sub/b.yml'), 'four');
    assert.deepEqual(
      (await next(changes, 2)).texts.map(({ text }) => text),
      ['three', 'four'],
    );
  } finally {
    stop();
  }
});

test('what changed between reading and watching is told', async () => {
  const file = join(folder, 'between.yml');
  writeFileSync(file, 'one');
  const before = await readRuleFiles([file]);
  writeFileSync(file, 'two');
  const changes: RuleFiles[] = [];
  const stop = watchRuleFiles([file], (files) => changes.push(files), before);
  try {
    assert.deepEqual(
      (await next(changes, 0)).texts.map(({ text }) => text),
      ['two'],
    );
  } finally {
    stop();
  }
});
