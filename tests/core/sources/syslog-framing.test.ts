import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Framed } from '#core/sources/framing.ts';
import { SyslogFraming } from '#core/sources/syslog/syslog-framing.ts';

/** Cuts at the given places, as a network may. */
function frames(bytes: Buffer, cuts: readonly number[] = [], maxBytes = 1_000) {
  const framing = new SyslogFraming(maxBytes);
  const all = { records: [] as string[], reasons: [] as string[], broken: false };
  const add = ({ records, damaged, broken }: Framed) => {
    all.records.push(...records);
    all.reasons.push(...damaged.map(({ reason }) => reason));
    all.broken ||= broken === true;
  };
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut <= from || cut >= bytes.length) continue;
    add(framing.push(bytes.subarray(from, cut)));
    from = cut;
  }
  if (!all.broken) add(framing.push(bytes.subarray(from)));
  if (!all.broken) add(framing.end());
  return all;
}

const counted = (text: string) => `${Buffer.byteLength(text)} ${text}`;

test('counted, ended by newline, by NUL; the last may lack its end', () => {
  assert.deepEqual(frames(Buffer.from(`${counted('<13>1 a\nb')}${counted('<13>ü')}`)).records, [
    '<13>1 a\nb',
    '<13>ü',
  ]);
  assert.deepEqual(frames(Buffer.from('<13>a\r\n<14>b\n\n<15>c')).records, ['<13>a', '<14>b', '<15>c']);
  assert.deepEqual(frames(Buffer.from('<13>a\0<14>b\0')).records, ['<13>a', '<14>b']);
  assert.deepEqual(frames(Buffer.from(`${counted('<1>a')}\n${counted('<2>b')}\n`)).records, ['<1>a', '<2>b']);
  assert.deepEqual(frames(Buffer.from('2026 is no count\n{"a":1}\n')).records, [
    '2026 is no count',
    '{"a":1}',
  ]);
});

test('a bad count ends the connection; what is too long is skipped and told', () => {
  const bad = frames(Buffer.from(`${counted('<1>a')}x9 <2>b`));
  assert.deepEqual([bad.records, bad.reasons, bad.broken], [['<1>a'], ['bad octet count'], true]);
  assert.equal(frames(Buffer.from(`${counted('<1>a')}999999999999 <2>b`)).broken, true);
  const long = frames(Buffer.from(`${counted(`<1>${'x'.repeat(5_000)}`)}${counted('<2>b')}`), [10, 2_000]);
  assert.deepEqual(long.records, ['<2>b']);
  assert.match(long.reasons[0] ?? '', /5003 bytes is too long/);
  const line = frames(Buffer.from(`<1>${'x'.repeat(5_000_000)}\n<2>b\n`), [100, 70_000]);
  assert.deepEqual([line.records, line.reasons.length], [['<2>b'], 1]);
  assert.match(frames(Buffer.from('500 <1>truncated')).reasons[0] ?? '', /within a counted message/);
  assert.deepEqual(frames(Buffer.from([60, 49, 62, 0xff, 0xfe, 10])).records, ['<1>\ufffd\ufffd']);
});

test('a message that comes byte by byte costs no more than its bytes', () => {
  const framing = new SyslogFraming(1_000_000);
  const text = `<1>${'x'.repeat(200_000)}`;
  const started = performance.now();
  const records = [...Buffer.from(counted(text))].flatMap(
    (byte) => framing.push(Buffer.from([byte])).records,
  );
  assert.deepEqual(records, [text]);
  assert.ok(performance.now() - started < 5_000);
});

test('however it is cut, the same messages', () => {
  const message = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((text) => `<13>${text.replace(/[\n\r\0]/g, '')}`);
  const cuts = fc.array(fc.nat(400), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 8 }),
      cuts,
      fc.constantFrom('n', '0', 'c'),
      (all, at, kind) => {
        const whole = all.map((text) =>
          kind === 'c' ? counted(text) : kind === 'n' ? `${text}\n` : `${text}\0`,
        );
        assert.deepEqual(frames(Buffer.from(whole.join('')), at).records, all);
      },
    ),
  );
});

test('no bytes throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(300)), (bytes, cuts) => {
      frames(Buffer.from(bytes), cuts, 50);
    }),
  );
});
