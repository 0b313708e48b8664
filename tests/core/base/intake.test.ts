import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { systemClock } from '#core/base/clock.ts';
import { Intake, type Settlement } from '#core/base/intake.ts';
import type { RecordBatch } from '#core/base/source.ts';

const clock = systemClock;
const matters = (text: string) => text.startsWith('!');

async function drain(intake: Intake): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for await (const batch of intake.batches(AbortSignal.abort())) batches.push(batch);
  return batches;
}

test('in order, and beyond the bound the oldest go, those that matter last', async () => {
  const intake = new Intake({ clock, maxRecords: 4, matters });
  intake.push(['a', '!b', 'c', 'd', '!e', 'f']);
  assert.deepEqual(intake.drops(), [{ reason: 'queue full', count: 2 }]);
  intake.push(['!g', '!h', '!i']);
  const records = (await drain(intake)).flatMap((batch) => batch.records);
  assert.deepEqual(records, ['!e', '!g', '!h', '!i']);
  assert.deepEqual(intake.drops(), [{ reason: 'queue full', count: 5 }]);
  assert.equal(intake.bytes, 0);
});

test('full at half; room is told when a quarter is left', async () => {
  const intake = new Intake({ clock, maxBytes: 100 });
  let room = 0;
  intake.push(['x'.repeat(50)]);
  assert.equal(intake.full, false);
  intake.push(['x']);
  assert.equal(intake.full, true);
  intake.whenRoom(() => room++);
  assert.equal(room, 0);
  await drain(intake);
  assert.equal(room, 1);
  intake.whenRoom(() => room++);
  assert.equal(room, 2);
});

test('a transport that can be slowed is, long before anything is lost', async () => {
  const intake = new Intake({ clock });
  let room = 0;
  intake.push(Array.from({ length: 4_000 }, () => 'x'));
  assert.equal(intake.ahead, false);
  intake.push(['x']);
  assert.equal(intake.ahead, true);
  assert.equal(intake.full, false);
  intake.whenRoom(() => room++);
  for await (const { records } of intake.batches(AbortSignal.abort())) {
    assert.equal(records.length <= 500, true);
    assert.equal(room, intake.records < 1_500 ? 1 : 0, `with ${intake.records} left`);
  }
  assert.equal(room, 1);
});

test('a delivery comes whole, with its position, and settles when the consumer asks for more', async () => {
  const intake = new Intake({ clock });
  const settled: Settlement[] = [];
  const many = Array.from({ length: 1_200 }, (_, i) => String(i));
  intake.push(['x']);
  intake.push(many, { position: 7, settle: (one) => settled.push(one) });
  intake.push(['y'], { position: 8, settle: (one) => settled.push(one) });
  const batches: RecordBatch[] = [];
  for await (const batch of intake.batches(AbortSignal.abort())) {
    assert.equal(settled.length, batches.length);
    batches.push(batch);
    batch.refused?.(batch.records.length - 1);
  }
  assert.deepEqual(
    batches.map(({ records, position }) => [records.length, position]),
    [
      [1_201, 7],
      [1, 8],
    ],
  );
  assert.deepEqual(
    settled.map(({ malformed, dropped }) => [malformed, dropped]),
    [
      [1, 0],
      [1, 0],
    ],
  );
});

test('dropped records of a delivery are told to whoever delivered', () => {
  const intake = new Intake({ clock, maxRecords: 2 });
  const settled: Settlement[] = [];
  intake.push(['a', 'b'], { settle: (one) => settled.push(one) });
  intake.push(['c', 'd']);
  assert.deepEqual(
    settled.map(({ dropped }) => dropped),
    [2],
  );
});

test('whatever is pushed is given or counted, and important ones are lost only for important ones', async () => {
  const pushes = fc.array(fc.array(fc.stringMatching(/^!?[a-z]{0,5}$/), { maxLength: 8 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(pushes, fc.integer({ min: 1, max: 12 }), async (deliveries, maxRecords) => {
      const intake = new Intake({ clock, maxRecords, maxBytes: 40, matters });
      for (const records of deliveries) intake.push(records);
      const all = deliveries.flat();
      const given = (await drain(intake)).flatMap((batch) => batch.records);
      const lost = intake.drops()[0]?.count ?? 0;
      assert.equal(given.length + lost, all.length);
      assert.ok(given.length <= maxRecords);
      const important = all.filter(matters);
      const kept = given.filter(matters);
      assert.deepEqual(kept, kept.length === 0 ? [] : important.slice(-kept.length));
    }),
  );
});

test('a consumer that leaves in the middle leaves nobody waiting', async () => {
  const intake = new Intake({ clock: systemClock });
  const settled: number[] = [];
  for (const n of [0, 1, 2]) {
    intake.push(Array<string>(400).fill(`${n}`), { settle: ({ dropped }) => settled.push(dropped) });
  }
  for await (const { records } of intake.batches(new AbortController().signal)) {
    assert.ok(records.length > 0);
    break;
  }
  assert.equal(settled.length, 3);
  assert.equal(intake.records, 0);
  const lost = settled.reduce((sum, dropped) => sum + dropped);
  assert.deepEqual(intake.drops(), [{ reason: 'source ended', count: lost }]);
});
