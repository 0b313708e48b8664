import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readPosition, WarmTrail } from '#core/sources/follow/position.ts';
import { stretches } from '#core/sources/follow/warm-up.ts';

const MB = 1024 * 1024;
const MINUTE = 60_000;

function file(key: string) {
  return { key, head: { length: 4, hash: key } };
}

test('keeps about a quarter of an hour', () => {
  const trail = new WarmTrail();
  for (let s = 0; s <= 3600; s++)
    trail.pass({ file: file('1:1'), offset: s * 10, at: s * 1000, total: s * 10 });
  const first = trail.marks[0] ?? assert.fail('no mark');
  const age = 3_600_000 - first.at;
  assert.ok(age >= 15 * MINUTE && age <= 17 * MINUTE, `${age}`);
  assert.ok(trail.marks.length <= 20);
});

test('keeps at most 32 MB', () => {
  const trail = new WarmTrail();
  for (let mb = 0; mb <= 200; mb++)
    trail.pass({ file: file('1:1'), offset: mb * MB, at: mb, total: mb * MB });
  const first = trail.marks[0] ?? assert.fail('no mark');
  assert.ok(first.total >= 168 * MB && first.total <= 171 * MB, `${first.total}`);
});

test('stretches: renamed, emptied under the same inode, and gone on with in a copy', () => {
  const a = file('1:1');
  const b = file('1:2');
  const position = {
    version: 1 as const,
    file: b,
    offset: 30,
    at: 0,
    total: 380,
    warm: [
      { file: a, offset: 100, at: 0, total: 0 },
      { file: a, offset: 200, at: 0, total: 100 },
      { file: b, offset: 0, at: 0, total: 200 },
      { file: b, offset: 0, at: 0, total: 250 },
      { file: a, offset: 50, at: 0, total: 300 },
      { file: b, offset: 0, at: 0, total: 350 },
    ],
  };
  assert.deepEqual(stretches(position), [
    { file: a, from: 100, to: Infinity },
    { file: b, from: 0, to: Infinity },
    { file: b, from: 0, to: 50 },
    { file: a, from: 50, to: Infinity },
    { file: b, from: 0, to: 30 },
  ]);
});

test('a stored position comes back through JSON; anything else is none', () => {
  const mark = { file: file('1:1'), offset: 3, at: 4, total: 5 };
  const position = { version: 1, ...mark, warm: [mark, { nonsense: true }] };
  assert.deepEqual(readPosition(JSON.parse(JSON.stringify(position))), { version: 1, ...mark, warm: [mark] });
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(readPosition(value), undefined);
    }),
  );
  for (const broken of [
    { ...position, version: 2 },
    { ...position, offset: -1 },
    { ...position, file: { key: 1 } },
  ]) {
    assert.equal(readPosition(broken), undefined);
  }
});
