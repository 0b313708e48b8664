import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { parseIpv4, parseIpv6 } from '#core/base/ip.ts';
import { bundledCountries } from '#core/enrich/databases.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { DemoFeed } from '#core/sources/demo/feed.ts';
import { COUNTRIES, IPV6_NETWORKS } from '#core/sources/demo/world.ts';
import { DEMO_SITES, DemoSource } from '#core/sources/demo.ts';

const START = Date.UTC(2026, 10, 24, 6);
const ROTATION_MS = 5 * 70_000 + 5000;

function events(lines: readonly string[]): SocEvent[] {
  const enricher = new Enricher({ sites: DEMO_SITES });
  return lines.map((line) => {
    const event = new SocEvent();
    assert.equal(normaliseLine(line, event), undefined, line);
    enricher.enrich(event);
    return event;
  });
}

test('the same seed and start give the same lines, however they are asked for', () => {
  const whole = new DemoFeed(7, 100, START).lines(START + 30_000);
  const pieces = new DemoFeed(7, 100, START);
  const list: string[] = [];
  for (let ms = 0; ms <= 30_000; ms += 37) list.push(...pieces.lines(START + ms));
  list.push(...pieces.lines(START + 30_000));
  assert.deepEqual(list, whole);
  assert.notDeepEqual(new DemoFeed(8, 100, START).lines(START + 30_000), whole);
});

test('one rotation: every event placed, in order, at the usual rate, and all stories told', () => {
  const all = events(new DemoFeed(7, 100, START).lines(START + ROTATION_MS));
  const names = new Set<string>();
  const perSecond = new Map<number, number>();
  let before = START;
  for (const event of all) {
    assert.ok(event['@timestamp'] >= before && event['@timestamp'] < START + ROTATION_MS);
    before = event['@timestamp'];
    assert.ok(event.sourcePlace > 0 && event.destinationPlace > 0, event.raw);
    perSecond.set(Math.floor(before / 1000), (perSecond.get(Math.floor(before / 1000)) ?? 0) + 1);
    if (event.severity >= 3) names.add(event['rule.name'] ?? '');
  }
  const rates = [...perSecond.values()].sort((a, b) => a - b);
  const median = rates[rates.length >> 1] ?? 0;
  assert.ok(median >= 60 && median <= 160, `median ${median} a second`);
  assert.ok((rates.at(-1) ?? 0) >= 300, 'a flood of hundreds a second');
  for (const part of ['BruteForce', 'log4j', 'Beacon', 'SYN flood', 'PsExec', 'EXFIL']) {
    assert.ok(
      [...names].some((name) => name.includes(part)),
      part,
    );
  }
});

test('something happens in the first twenty seconds, and nothing grave apart from the stories', () => {
  const early = events(new DemoFeed(7, 100, START).lines(START + 20_000));
  assert.ok(early.some((event) => event['rule.id'] === '2001219'));
  assert.ok(early.some((event) => event.severity >= 3));
  assert.ok(events(new DemoFeed(7, 100, START).lines(START + 4900)).every((event) => event.severity <= 2));
});

test('the beacon comes from the victim of the exploit', () => {
  const all = events(new DemoFeed(3, 100, START).lines(START + ROTATION_MS));
  const exploit = all.find((event) => event['rule.id'] === '2034647');
  const beacon = all.find((event) => event['rule.id'] === '2028765');
  assert.ok(exploit && beacon && exploit['@timestamp'] < beacon['@timestamp']);
  assert.equal(beacon['source.ip'], exploit['destination.ip']);
  assert.deepEqual(beacon['threat.technique.id'], ['T1071.001']);
  assert.equal(beacon['network.direction'], 'outbound');
});

test('the flood has thousands of sources in many countries and one target', () => {
  const flood = events(new DemoFeed(7, 100, START).lines(START + ROTATION_MS)).filter(
    (event) => event['destination.ip'] === '10.10.1.80' && event['source.bytes'] === 60,
  );
  assert.ok(new Set(flood.map((event) => event['source.ip'])).size > 3000);
  assert.ok(new Set(flood.map((event) => event['source.geo.country_iso_code'])).size > 30);
});

test('the bundled database still has the networks where the demo says', () => {
  const database = bundledCountries();
  for (const { code, networks } of COUNTRIES) {
    for (const network of networks) {
      for (let third = 0; third < 256; third += 5) {
        const address = `${network}.${third}.77`;
        assert.equal(database.ofIpv4(parseIpv4(address)), code, address);
      }
    }
  }
  const groups = new Uint16Array(8);
  for (const { code, prefix } of IPV6_NETWORKS) {
    for (const third of ['0', '1', '8000', 'ffff']) {
      assert.ok(parseIpv6(`${prefix}:${third}:1:2:3:4:5`, groups));
      assert.equal(database.ofIpv6(groups), code, prefix);
    }
  }
});

test('the source keeps to its clock, and begins again after a gap', async () => {
  let now = START;
  // Each look at the clock is half a second later.
  const clock = { now: () => (now += 500), monotonic: () => now };
  const source = new DemoSource({ seed: 7, rate: 100, clock });
  const stop = new AbortController();
  const times: number[] = [];
  let slept = false;
  for await (const batch of source.read(undefined, stop.signal)) {
    assert.equal(batch.warm, false);
    assert.equal(source.condition().state, 'live');
    for (const event of events(batch.records)) times.push(event['@timestamp']);
    if (times.length > 500) stop.abort();
    if (times.length > 200 && !slept) {
      // A night of sleep: the events in between were never sent.
      now += 3_600_000;
      slept = true;
    }
  }
  assert.equal(source.condition().state, 'ended');
  assert.ok(times.every((time) => time < START + 60_000 || time >= START + 3_600_000));
  assert.ok(times.some((time) => time >= START + 3_600_000) && times.every((time) => time <= now));
});

test('the source waits while its clock stands still', async () => {
  let now = START;
  const source = new DemoSource({ seed: 7, rate: 100, clock: { now: () => now, monotonic: () => now } });
  const stop = new AbortController();
  const reader = source.read(undefined, stop.signal)[Symbol.asyncIterator]();
  const first = reader.next();
  const quiet = new Promise<'nothing'>((resolve) => setTimeout(() => resolve('nothing'), 120));
  assert.equal(await Promise.race([first, quiet]), 'nothing');
  now += 1000;
  const { value } = await first;
  assert.ok((value?.records.length ?? 0) > 30);
  stop.abort();
  assert.equal((await reader.next()).done, true);
});
