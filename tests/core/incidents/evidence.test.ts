import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EvidenceRing } from '#core/incidents/evidence.ts';

test('keeps a record as it was received, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 20 }), (records) => {
      const ring = new EvidenceRing(100_000);
      records.forEach((raw, n) => ring.keep(`e${n}`, 'feed', n, raw));
      records.forEach((raw, n) => assert.deepEqual(ring.get(`e${n}`), { feed: 'feed', received: n, raw }));
    }),
  );
});

test('whatever it still has is whole, and the newest is always there', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 300 }), (lengths) => {
      const ring = new EvidenceRing(1_500);
      const records = lengths.map((length, n) => `${n}:`.padEnd(length, String(n % 10)));
      records.forEach((raw, n) => {
        ring.keep(`e${n}`, 'feed', n, raw);
        assert.equal(ring.get(`e${n}`)?.raw, raw);
        for (let before = 0; before < n; before++) {
          const kept = ring.get(`e${before}`);
          if (kept) assert.equal(kept.raw, records[before]);
        }
      });
      assert.ok(ring.size <= 1_500);
    }),
    { numRuns: 50 },
  );
});

test('is bounded however long it runs, and the oldest leave first', () => {
  const ring = new EvidenceRing(1_000_000);
  for (let n = 0; n < 50_000; n++) ring.keep(`e${n}`, 'feed', n, 'x'.repeat(1_000));
  assert.ok(ring.size <= 1_000 && ring.size > 900, `${ring.size} kept`);
  assert.equal(ring.get('e0'), undefined);
  assert.ok(ring.get('e49500'));
});

test('so are many small records: by their number', () => {
  const ring = new EvidenceRing(1_000_000);
  for (let n = 0; n < 35_000; n++) ring.keep(`e${n}`, 'feed', n, `record ${n}`);
  assert.equal(ring.size, 10_000);
  assert.equal(ring.get('e24999'), undefined);
  assert.equal(ring.get('e25000')?.raw, 'record 25000');
  assert.equal(ring.get('e34999')?.received, 34_999);
});
