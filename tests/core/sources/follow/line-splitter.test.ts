import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { LineSplitter } from '#core/sources/follow/line-splitter.ts';

/** Pushes bytes in pieces of the given sizes, as reads would bring them. */
function split(bytes: Buffer, sizes: readonly number[], maxLine: number, chunk: number) {
  const lines = new LineSplitter(0, maxLine, chunk);
  const records: string[] = [];
  const damaged: string[] = [];
  let largest = 0;
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const room = lines.room();
    largest = Math.max(largest, room.length);
    const count = Math.min(room.length, bytes.length - at, sizes[turn % sizes.length] ?? 1);
    bytes.copy(room, 0, at, at + count);
    assert.equal(lines.readOffset, at);
    at += count;
    const result = lines.push(count);
    records.push(...result.records);
    damaged.push(...result.damaged.map(({ reason }) => reason));
    assert.equal(lines.readOffset, at);
  }
  const rest = lines.finish();
  records.push(...rest.records);
  damaged.push(...rest.damaged.map(({ reason }) => reason));
  assert.equal(lines.lineStart, bytes.length);
  return { records, damaged, largest };
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, ''));

test('lines come out as they went in, however the reads cut them', () => {
  fc.assert(
    fc.property(
      fc.array(line),
      sizes,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (list, cuts, end, closed) => {
        const text = list.map((item) => item + end).join('');
        const bytes = Buffer.from(closed ? text : text.slice(0, -1));
        const { records, damaged } = split(bytes, cuts, 10_000, 16);
        assert.deepEqual(
          records,
          list.filter((item) => item !== ''),
        );
        assert.deepEqual(damaged, []);
      },
    ),
    { numRuns: 1000 },
  );
});

test('overlong lines are skipped in bounded memory, the others arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 })), sizes, (lengths, cuts) => {
      const list = lengths.map((length, i) => String.fromCharCode(97 + (i % 26)).repeat(length));
      const bytes = Buffer.from(list.map((item) => `${item}\n`).join(''));
      const { records, damaged, largest } = split(bytes, cuts, 64, 16);
      // The buffer must hold the line to know it: one that just fits without its newline may go either way.
      const short = list.filter((item) => item.length < 64);
      const long = list.filter((item) => item.length > 64);
      assert.ok(records.length + damaged.length === list.length);
      assert.ok(short.every((item) => records.includes(item)));
      assert.ok(long.every((item) => !records.includes(item)));
      assert.ok(largest <= 64);
    }),
    { numRuns: 1000 },
  );
});

test('bytes that are no UTF-8 do not break the lines around them', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"a":1}\n'),
    Buffer.of(0xff, 0xc3, 0x28, 10),
    Buffer.from('{"b":2}\n'),
  ]);
  const { records } = split(bytes, [3], 1000, 16);
  assert.equal(records.length, 3);
  assert.deepEqual([records[0], records[2]], ['{"a":1}', '{"b":2}']);
  assert.match(records[1] ?? '', /\ufffd/);
});

test('an overlong line says how long it was, and shows its beginning', () => {
  const lines = new LineSplitter(100, 32, 16);
  const text = `{"k":"${'z'.repeat(500)}"}\nshort\n`;
  let at = 0;
  const damaged: { reason: string; sample: string }[] = [];
  while (at < text.length) {
    const room = lines.room();
    const count = room.write(text.slice(at, at + room.length));
    at += count;
    damaged.push(...lines.push(count).damaged);
    if (at > 100 && at < 400) assert.ok(lines.skipping);
  }
  assert.deepEqual(damaged.length, 1);
  assert.equal(damaged[0]?.reason, `line of ${text.indexOf('\n') + 1} bytes is too long`);
  assert.ok(damaged[0]?.sample.startsWith('{"k":"zz'));
  assert.equal(lines.lineStart, 100 + text.length);
});
