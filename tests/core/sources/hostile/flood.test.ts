import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test, type TestContext } from 'node:test';
import { MAX_ALARMS } from '#contract/alarm.ts';
import { decodeFrame } from '#contract/frame.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { DEFAULT_LIMITS } from '#core/correlate/limits.ts';
import type { RuleText } from '#core/correlate/rules.ts';
import { createEngine } from '#tests/support/engine.ts';
import { Metrics } from '#hosts/node/metrics.ts';
import { heapBytes } from '#tests/support/heap.ts';
import { eve, eveAlert, ScriptedSource } from '#tests/support/scripted-source.ts';
import { until } from '#tests/support/serve.ts';

const ASSETS = fileURLToPath(new URL('../../../../assets/', import.meta.url));

/** As many that have never been seen, of everything that something in here remembers by name. */
const DISTINCT = 60_000;
/** Before that: what is bounded is full then, or nearly. */
const FIRST = 30_000;
/** All of them arrive at one time: more time would bring more slices of counts, which is another bound. */
const NOW = Date.now();
const BATCH = 500;

const address = (n: number, first: number) => `${first}.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** A new signature, address, URL, sensor …; every fourth a new domain or a text of as many new things. */
function lineOf(n: number): string {
  const [src, dst] = [address(n, 101), address(n, 102)];
  if (n % 8 === 0) {
    return eve({
      event_type: 'dns',
      src_ip: src,
      dns: { type: 'query', rrname: `d${n}.t${n % 977}.example` },
    });
  }
  if (n % 8 === 4) {
    return `CEF:0|Vendor ${n}|Product|1|${n}|Name ${n}|9|src=${src} dst=${dst} suser=user${n} dhost=h${n}.example request=http://h${n}.example/${n} msg=${'m'.repeat(2_500)}`;
  }
  return eveAlert(`Exploit number ${n} ${'s'.repeat(200)}`, 1 + (n % 3), {
    src_ip: src,
    dest_ip: n % 2 === 0 ? dst : '10.0.0.5',
    dest_port: n & 65_535,
    host: `sensor-${n}`,
    app_proto: 'http',
    http: { hostname: `host${n}.example`, url: `/${n}/${'u'.repeat(800)}`, http_user_agent: `agent ${n}` },
  }).replace('9000001', String(n));
}

/** Names of the time series, which are what a monitoring system has to remember. */
async function seriesOf(metrics: Metrics): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines
    .filter((line) => line.startsWith('vigil_'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
}

async function flooded(t: TestContext, rules: readonly RuleText[], maxGrowth: number): Promise<void> {
  const { texts: pipelines } = await readRuleFiles([`${ASSETS}pipelines`]);
  const source = new ScriptedSource();
  const engine = createEngine({ sources: [source], rules, pipelines });
  t.after(() => engine.stop());
  const metrics = new Metrics(engine);
  let frame = new Uint8Array();
  const listener = {
    client: 'probe',
    display: 'probe',
    view: () => undefined,
    ready: () => true,
    directive: () => undefined,
    frame: (bytes: Uint8Array) => (frame = bytes.slice()),
  };
  const read = () => engine.metrics().feeds[0]?.events ?? 0;
  const flood = async (from: number, to: number) => {
    for (let n = from; n < to; n += BATCH) {
      source.push(
        Array.from({ length: BATCH }, (_, i) => lineOf(n + i)),
        { receivedAt: NOW },
      );
      await until('what was pushed before', () => read() >= n - BATCH * 8, 120_000);
    }
    await until('all of it', () => read() === to, 120_000);
  };
  await flood(0, FIRST);
  const before = heapBytes();
  const known = await seriesOf(metrics);
  await flood(FIRST, FIRST + DISTINCT);
  const grown = heapBytes() - before;
  assert.ok(grown < maxGrowth, `${grown} bytes more`);
  assert.ok(before < 300e6, `${before} bytes`);

  assert.deepEqual(await seriesOf(metrics), known);
  assert.ok(engine.metrics().incidentsOpen.reduce((sum, count) => sum + count) <= 2_000);
  const { correlation, notices, quarantine, sources } = engine.health();
  assert.ok(correlation.entries <= DEFAULT_LIMITS.maxEntries, `${correlation.entries} entries`);
  assert.ok(correlation.groups <= DEFAULT_LIMITS.maxEntries, `${correlation.groups} groups`);
  assert.ok(notices.length <= 20 && quarantine.length <= 12);
  assert.deepEqual([sources[0]?.malformed, sources[0]?.dropped], [0, 0]);

  engine.subscribe(listener);
  await until('a snapshot', () => frame.length > 0);
  assert.ok(frame.length < 1_000_000, `${frame.length} bytes`);
  const { changes } = decodeFrame(frame);
  // All alarms; of incidents the gravest, also of each tenant, site, sensor and category.
  for (const [list, most] of [
    [changes.alarms, MAX_ALARMS],
    [changes.incidents, 240],
  ] as const) {
    assert.ok(list !== undefined && list.rows.length > 0 && list.rows.length <= most);
  }
  // 60 that are pointed at, the newest 60, and the newest 20 from each of four severities up.
  const alerts = changes.alerts?.rows.length ?? 0;
  assert.ok(alerts > 0 && alerts <= 200, `${alerts} rows`);
}

test('60,000 new signatures, addresses, domains, URLs and sensors after many others: caches, lists and rows stay as they are', {
  timeout: 300_000,
}, async (t) => {
  // 200 bytes kept of each would be 12 MB; a line kept of each, 90.
  await flooded(t, [], 12e6);
});

test('the same with our own rules, whose windows fill up to their bound', { timeout: 300_000 }, async (t) => {
  // Half of them open a window's group, of which there may be 100,000.
  await flooded(t, (await readRuleFiles([`${ASSETS}rules`])).texts, 45e6);
});
