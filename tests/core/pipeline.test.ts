import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { SocEvent } from '#contract/event.ts';
import { decodeFrame, RATE_SPAN_SECONDS } from '#contract/frame.ts';
import { batchOf, createStages, idleFeed } from '#tests/support/pipeline.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY_MS = 86_400_000;

const RULE = `title: three
id: 6d0cbd5d-9d7f-4ad6-8b41-1d2f6a2c0001
name: knock
level: low
logsource: { product: suricata }
detection:
  selection: { destination.port: 4444 }
  condition: selection
---
title: knocks
id: 6d0cbd5d-9d7f-4ad6-8b41-1d2f6a2c0002
level: high
correlation:
  type: event_count
  rules: [knock]
  group-by: [source.ip]
  timespan: 60s
  condition: { gte: 3 }
`;

const knock = (time: number): string =>
  `{"timestamp":"${new Date(time).toISOString()}","event_type":"flow","src_ip":"192.0.2.1","dest_ip":"10.0.0.1","dest_port":4444,"flow":{}}`;

/** Times that are whole and can't be. */
const IMPOSSIBLE = [
  '0000-01-01T00:00:00.000000+0000',
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00.000000+0000',
  '1989-12-31T23:59:59Z',
  '9999-12-31T23:59:59.999999+0000',
  new Date(NOW + 25 * 3_600_000).toISOString(),
  '2107-02-07T06:28:15Z',
];
/** Such as a slow zone explains: they stay, and move nothing. */
const AHEAD = [new Date(NOW + 23 * 3_600_000).toISOString(), new Date(NOW + 60_000).toISOString()];
const NUMBERS = [
  '-1',
  '-62135596800',
  '-1e300',
  '1e15',
  '1e21',
  '1e999',
  '-1e999',
  '8.64e15',
  '0',
  '253402300799',
];
const UNREADABLE = [
  'NaN',
  '',
  'now',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
];

const withTime = (json: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    `{"timestamp":${json},"event_type":"flow","src_ip":"192.0.2.1","dest_ip":"10.0.0.1","dest_port":4444,"flow":{}}`,
    `{"@timestamp":${json},"ecs":{"version":"8.11"},"source":{"ip":"192.0.2.1"},"destination":{"port":4444}}`,
    `{"ts":${json},"id.orig_h":"192.0.2.1","id.resp_h":"10.0.0.1","id.resp_p":4444,"_path":"conn","uid":"C1","proto":"tcp"}`,
    `{"time":${json},"class_uid":4001,"category_uid":4,"metadata":{"version":"1.1.0"},"src_endpoint":{"ip":"192.0.2.1"}}`,
    `CEF:0|a|b|1|2|name|5|rt=${json.replaceAll('"', '')} src=192.0.2.1 dpt=4444`,
    `<13>1 ${json.replaceAll('"', '')} fw app 1 - - text`,
    `<13>${json.replaceAll('"', '')} fw app: text`,
  );
const absurd = fc
  .oneof(
    fc.constantFrom(...IMPOSSIBLE, ...AHEAD, ...UNREADABLE).map((text) => `"${text}"`),
    fc.constantFrom(...NUMBERS, 'null', 'true', '[]', '{}'),
    fc.constantFrom(...NUMBERS).map((text) => `"${text}"`),
    fc.integer().map(String),
    fc.double().map((value) => JSON.stringify(value)),
  )
  .chain(withTime);

function rateOf(frame: ReturnType<typeof createStages>['frame']): { seconds: number[]; total: number } {
  const { seconds, counts } = frame.counts.rate.all(NOW);
  return { seconds: [...seconds], total: counts.reduce((sum, count) => sum + count, 0) };
}

test('impossible times of any format: nothing throws, no chart moves, no window forgets, each is counted', () => {
  fc.assert(
    fc.property(fc.array(absurd, { maxLength: 40 }), fc.array(absurd, { maxLength: 40 }), (before, after) => {
      const { pipeline, correlator, incidents, frame } = createStages([{ path: 'r.yml', text: RULE }]);
      const feed = idleFeed();
      const seen: SocEvent[] = [];
      correlator.watch = (event) => void seen.push(event);
      pipeline.accept(feed, batchOf([knock(NOW - 20_000), ...before, knock(NOW - 10_000)], NOW));
      pipeline.accept(feed, batchOf([...after, knock(NOW)], NOW));
      for (const event of seen) {
        const time = event['@timestamp'];
        assert.ok(time >= Date.UTC(1990, 0, 1) && time <= NOW + DAY_MS, `${time} of ${event.raw}`);
      }
      assert.equal(
        pipeline.timeProblems,
        seen.filter((event) => event['event.time_problem'] !== undefined).length,
      );
      assert.equal(seen.length, feed.events);
      assert.equal(incidents.feeds.at('feed', NOW), NOW);
      const { seconds, total } = rateOf(frame);
      assert.equal(total + frame.counts.rate.older, seen.length);
      for (const second of seconds)
        assert.ok(second > NOW / 1000 - RATE_SPAN_SECONDS && second <= NOW / 1000 + 5);
      assert.ok(seconds.includes(NOW / 1000 - 20) && seconds.includes(NOW / 1000 - 10));
      assert.ok((pipeline.detections[3] ?? 0) >= 1, 'the three knocks were put together');
      decodeFrame(frame.tick(NOW) ?? frame.snapshot(NOW));
      decodeFrame(frame.snapshot(NOW));
    }),
    { numRuns: 60 },
  );
});

test('a whole time that cannot be is flagged and counted, in EVE and in ECS', () => {
  const { pipeline, correlator } = createStages();
  const flagged: string[] = [];
  correlator.watch = (event) => void flagged.push(event['event.time_problem'] ?? 'none');
  const feed = idleFeed();
  for (const time of IMPOSSIBLE) {
    pipeline.accept(feed, batchOf([knock(NOW).replace(new Date(NOW).toISOString(), time)], NOW));
    pipeline.accept(feed, batchOf([`{"@timestamp":"${time}","ecs":{"version":"8"},"message":"m"}`], NOW));
  }
  assert.equal(pipeline.timeProblems, IMPOSSIBLE.length * 2);
  assert.ok(
    flagged.every((text) => text.endsWith('time of receipt')),
    flagged.join('\n'),
  );
});

test('thousands a day ahead, or of year 9999, between the knocks of one episode', () => {
  const { pipeline, frame } = createStages([{ path: 'r.yml', text: RULE }]);
  const feed = idleFeed();
  pipeline.accept(feed, batchOf([knock(NOW - 20_000), knock(NOW - 10_000)], NOW));
  for (const time of [...AHEAD, '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z']) {
    const other = knock(NOW).replace(new Date(NOW).toISOString(), time).replace('192.0.2.1', '192.0.2.99');
    pipeline.accept(feed, batchOf(Array<string>(1_500).fill(other), NOW));
  }
  const before = pipeline.detections[3] ?? 0;
  pipeline.accept(feed, batchOf([knock(NOW)], NOW));
  assert.equal(pipeline.detections[3], before + 1);
  assert.equal(pipeline.timeProblems, 3_000);
  assert.ok(rateOf(frame).seconds.includes(NOW / 1000 - 20));
});

test('records that are read again after a long pause are not told as older than the chart', () => {
  const { pipeline, frame } = createStages();
  const old = NOW - 2 * RATE_SPAN_SECONDS * 1000;
  pipeline.accept(idleFeed(), { ...batchOf([knock(old)], NOW), warm: true });
  assert.equal(frame.counts.rate.older, 0);
  pipeline.accept(idleFeed(), batchOf([knock(old)], NOW));
  assert.equal(frame.counts.rate.older, 1);
});

test('a record that a stage fails on is counted and kept, and the rest of its batch goes on', () => {
  const stages = createStages();
  const { pipeline, incidents, quarantine } = stages;
  const feed = idleFeed();
  stages.correlator.watch = (event) => {
    if (event['source.ip'] === '192.0.2.66') throw new TypeError('a fault of ours');
  };
  const refused: number[] = [];
  const records = [knock(NOW), knock(NOW).replace('192.0.2.1', '192.0.2.66'), knock(NOW + 1)];
  pipeline.accept(feed, { ...batchOf(records, NOW), refused: (index) => refused.push(index) });
  assert.deepEqual([feed.events, feed.malformed, refused], [2, 1, [1]]);
  assert.equal(incidents.feeds.at('feed', NOW), NOW);
  assert.match(quarantine.latest()[0]?.reason ?? '', /fault of Vigil: a fault of ours/);
});

test('a batch is as late as its newest event', () => {
  const { pipeline } = createStages();
  const feed = idleFeed();
  pipeline.accept(feed, batchOf([knock(NOW - 300), knock(NOW - 61_000)], NOW));
  assert.equal(feed.lagMs, 300);
});
