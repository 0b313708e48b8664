import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Quarantine } from '#core/state/quarantine.ts';

test('on disk two files of a megabyte, whatever comes', (t) => {
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
  const [latest, ...more] = quarantine.latest();
  assert.deepEqual([latest?.at, latest?.reason, latest?.count], [39_059, 'reason 59', 2_400]);
  assert.equal(latest?.sample.length, 160);
  assert.deepEqual(more, []);
});

test('for Health: reasons with their counts, the newest first; rubbish of one source hides none of another', () => {
  const quarantine = new Quarantine(undefined);
  quarantine.keep('quiet', 'bad octet count', '-7 <1>c', 1);
  for (let n = 0; n < 5_000; n++) {
    const text = `{"a${n}": "b`;
    quarantine.keep('loud', json(text), text, 10 + n);
    quarantine.keep('loud', `never seen ${'x'.repeat(n % 90)}`, text, 10 + n);
  }
  quarantine.keep('loud', json('{"last": "c'), '{"last": "c', 6_000);
  const latest = quarantine.latest();
  assert.deepEqual(
    latest.map(({ source, at }) => [source, at]),
    [
      ['loud', 6_000],
      ['loud', 5_009],
      ['loud', 5_008],
      ['quiet', 1],
    ],
  );
  assert.equal(latest[0]?.count, 5_001);
  assert.deepEqual(latest[3], {
    at: 1,
    source: 'quiet',
    reason: 'bad octet count',
    count: 1,
    sample: '-7 <1>c',
  });
  for (let n = 0; n < 30; n++) quarantine.keep(`source ${n}`, 'not text', '', 7_000 + n);
  assert.equal(quarantine.latest().length, 12);
});

function json(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
