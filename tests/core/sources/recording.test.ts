import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock } from '#core/base/clock.ts';
import { glanceTime } from '#core/sources/glance-time.ts';
import { RecordingSource, type RecordingOptions } from '#core/sources/recording.ts';
import { until } from '../../support/serve.ts';
import { Taking } from '../../support/take.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const line = (n: number, ms: number) => `{"timestamp":"${new Date(START + ms).toISOString()}","n":${n}}`;

function recorded(t: TestContext, lines: readonly string[], more: Partial<RecordingOptions> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-recording-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'x.jsonl.gz');
  writeFileSync(file, gzipSync(lines.join('\n')));
  return () =>
    new RecordingSource({ path: file, name: 'r', clock: systemClock, speed: 'max', loop: false, ...more });
}

test('as fast as can be, once, gzip; the last line needs no end; its position is its end', async (t) => {
  const lines = Array.from({ length: 1_234 }, (_, n) => line(n, n * 1_000));
  const create = recorded(t, lines);
  const source = create();
  assert.equal(source.mode, 'replay');
  const taking = new Taking(t, source);
  await until('the end', () => source.condition().state === 'ended');
  assert.deepEqual(taking.records, lines);
  const again = create();
  const second = new Taking(t, again, taking.position);
  await until('the end', () => again.condition().state === 'ended');
  assert.deepEqual(second.records, []);
  const half = create();
  const third = new Taking(t, half, { ...(taking.position as object), records: 1_000 });
  await until('the end', () => half.condition().state === 'ended');
  assert.deepEqual(third.records, lines.slice(1_000));
});

test('at its own pace times the speed', async (t) => {
  const lines = [line(0, 0), line(1, 20_000), line(2, 20_010), line(3, 40_000)];
  const source = recorded(t, lines, { speed: 100 })();
  const started = performance.now();
  const taking = new Taking(t, source);
  await until('the first', () => taking.records.length >= 1);
  assert.ok(taking.records.length < 4);
  await until('the end', () => source.condition().state === 'ended');
  const took = performance.now() - started;
  assert.ok(took >= 390, `${took} ms for 400`);
  assert.deepEqual(taking.records, lines);
});

test('a mark of the byte order is no part of the first record', async (t) => {
  const source = recorded(t, [`\ufeff${line(0, 0)}`, line(1, 1)])();
  const taking = new Taking(t, source);
  await until('the end', () => source.condition().state === 'ended');
  assert.deepEqual(taking.records, [line(0, 0), line(1, 1)]);
});

test('loops', async (t) => {
  const taking = new Taking(t, recorded(t, [line(0, 0), line(1, 1)], { loop: true })());
  await until('three rounds', () => taking.records.length >= 6);
});

test('a file that is missing or no gzip fails with the reason', async (t) => {
  const missing = new RecordingSource({
    path: '/nowhere/x',
    name: 'r',
    clock: systemClock,
    speed: 1,
    loop: false,
  });
  new Taking(t, missing);
  await until('failing', () => missing.condition().state === 'failing');
  assert.match(missing.condition().detail, /ENOENT/);
});

test('a glance finds the time of many formats', () => {
  const at = Date.UTC(2026, 10, 24, 12, 0, 0);
  for (const text of [
    '{"timestamp":"2026-11-24T12:00:00.000000+0000"}',
    '{"@timestamp":"2026-11-24T21:00:00+09:00"}',
    '<34>1 2026-11-24T12:00:00Z host',
    '2026-11-24 12:00:00,000 x',
    '{"ts":1795521600.0}',
    '{"startTime":1795521600000}',
  ]) {
    assert.equal(glanceTime(text), at, text);
  }
  const one = glanceTime('<34>Nov 24 12:00:00 host') ?? 0;
  const two = glanceTime('<34>Nov 24 12:00:05 host') ?? 0;
  assert.equal(two - one, 5_000);
  assert.equal(glanceTime('no time'), undefined);
});
