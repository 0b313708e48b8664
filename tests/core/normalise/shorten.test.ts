import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrame } from '#contract/frame.ts';
import { heapBytes } from '#tests/support/heap.ts';
import { batchOf, createStages, idleFeed } from '#tests/support/pipeline.ts';

test('alerts whose names are megabytes long: cut where they are kept, whole where rules search', () => {
  const { pipeline, correlator, frame } = createStages();
  const feed = idleFeed();
  const now = Date.UTC(2026, 10, 24, 12);
  const long = 'x'.repeat(1_000_000);
  for (let n = 0; n < 80; n++) {
    correlator.watch = (event) => {
      assert.equal(event['rule.name']?.length, 1_024);
      assert.equal(event['url.original']?.length, 1_000_002);
    };
    const record = {
      timestamp: new Date(now).toISOString(),
      event_type: 'alert',
      src_ip: `192.0.2.${n}`,
      host: `${long}${n}`,
      app_proto: 'http',
      http: { hostname: 'a.example', url: `/${long}'` },
      alert: {
        signature: `${n} ${long}`,
        signature_id: n,
        severity: 1,
        category: long,
        metadata: { mitre_technique_id: [long] },
      },
    };
    pipeline.accept(feed, batchOf([JSON.stringify(record)], now));
  }
  assert.equal(
    pipeline.detections.reduce((sum, count) => sum + count),
    80,
  );
  const bytes = frame.tick(now) ?? frame.snapshot(now);
  assert.ok(bytes.length < 2_000_000, `${bytes.length} bytes`);
  decodeFrame(bytes);
});

const cefLines = (from: number) =>
  Array.from({ length: 6_000 }, (_, n) => {
    const [a, b] = [(from + n) >> 8, (from + n) & 255];
    return Buffer.from(
      `CEF:0|V|P|1|2|Probe|5|src=198.118.${100 + a}.${b} dst=203.0.113.101 msg=${'m'.repeat(3_500)}`,
    ).toString('latin1');
  });

test('an address cut out of a line of text does not keep the line', () => {
  const { pipeline } = createStages();
  const feed = idleFeed();
  const now = Date.UTC(2026, 10, 24, 12);
  pipeline.accept(feed, batchOf(cefLines(0), now));
  const before = heapBytes();
  pipeline.accept(feed, batchOf(cefLines(6_000), now));
  const each = (heapBytes() - before) / 6_000;
  assert.ok(each < 600, `${each} bytes an address`);
});
