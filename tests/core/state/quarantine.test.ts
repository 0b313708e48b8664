import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Quarantine } from '#core/state/quarantine.ts';

test('the latest for Health; on disk two files of a megabyte, whatever comes', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-quarantine-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const quarantine = new Quarantine(folder);
  const long = 'x'.repeat(1_000_000);
  for (let round = 0; round < 40; round++) {
    for (let n = 0; n < 60; n++) quarantine.keep('s', `reason ${n}`, long, round * 1_000 + n);
    quarantine.write();
  }
  assert.deepEqual(readdirSync(folder).sort(), ['quarantine.jsonl', 'quarantine.jsonl.1']);
  for (const name of readdirSync(folder)) assert.ok(statSync(path.join(folder, name)).size <= 1_000_000);
  const latest = quarantine.latest();
  assert.equal(latest.length, 8);
  assert.deepEqual([latest[0]?.at, latest[0]?.reason, latest[0]?.sample.length], [39_059, 'reason 59', 160]);
});
