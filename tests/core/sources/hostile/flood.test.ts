import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { decodeFrame } from '#contract/frame.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { DEFAULT_LIMITS } from '#core/correlate/limits.ts';
import { Engine } from '#core/engine.ts';
import { Metrics } from '#hosts/node/metrics.ts';
import { heapBytes } from '#tests/support/heap.ts';
import { eve, eveAlert, ScriptedSource } from '#tests/support/scripted-source.ts';
import { until } from '#tests/support/serve.ts';

const ASSETS = fileURLToPath(new URL('../../../../assets/', import.meta.url));

/** As many that have never been seen, of everything that something in here remembers by name. */
const DISTINCT = 60_000;
const BATCH = 500;

const address = (n: number, first: number) => `${first}.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** Two lines: a new signature, address, URL, sensor, user … and a new domain or a text of as many new things. */
function linesOf(n: number): string[] {
  const src = address(n, 101);
  const dst = address(n, 102);
  const alert = eveAlert(`Exploit number ${n} ${'s'.repeat(200)}`, 1 + (n % 3), {
    src_ip: src,
    dest_ip: n % 2 === 0 ? dst : '10.0.0.5',
    dest_port: n & 65_535,
    host: `sensor-${n}`,
    app_proto: 'http',
    http: { hostname: `host${n}.example`, url: `/${n}/${'u'.repeat(800)}`, http_user_agent: `agent ${n}` },
    tenant_id: n,
  }).replace('9000001', String(n));
  const other =
    n % 2 === 0
      ? eve({ event_type: 'dns', src_ip: src, dns: { type: 'query', rrname: `d${n}.t${n % 977}.example` } })
      : `CEF:0|Vendor ${n}|Product|1|${n}|Name ${n}|9|src=${src} dst=${dst} suser=user${n} dhost=h${n}.example request=http://h${n}.example/${n} msg=${'m'.repeat(2_500)}`;
  return [alert, other];
}

/** Names of the time series, which are what a monitoring system has to remember. */
async function seriesOf(metrics: Metrics): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines
    .filter((line) => line.startsWith('vigil_'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
}

test('60,000 new signatures, addresses, domains, URLs, users and sensors after as many others: nothing grows', {
  timeout: 300_000,
}, async (t) => {
  const { texts: rules } = await readRuleFiles([`${ASSETS}rules`]);
  const { texts: pipelines } = await readRuleFiles([`${ASSETS}pipelines`]);
  const source = new ScriptedSource();
  const engine = new Engine({
    sources: [source],
    sites: [],
    rules,
    pipelines,
    dataDir: undefined,
    timeZones: ['UTC'],
    staleAfterMs: 10_000,
  });
  t.after(() => engine.stop());
  const metrics = new Metrics(engine);
  let frame = new Uint8Array();
  const listener = {
    client: 'probe',
    display: 'probe',
    ready: () => true,
    directive: () => undefined,
    frame: (bytes: Uint8Array) => (frame = bytes.slice()),
  };
  const read = () => engine.metrics().feeds[0]?.events ?? 0;
  const flood = async (from: number) => {
    for (let n = from; n < from + DISTINCT; n += BATCH) {
      source.push(Array.from({ length: BATCH }, (_, i) => linesOf(n + i)).flat());
      if (n % (BATCH * 8) === 0) await until('some of it', () => read() >= (n - BATCH * 8) * 2);
    }
    await until('all of it', () => read() === (from + DISTINCT) * 2, 120_000);
  };
  await flood(0);
  const before = heapBytes();
  const known = await seriesOf(metrics);
  await flood(DISTINCT);
  const grown = heapBytes() - before;
  console.log(before / 1e6, grown / 1e6);
  assert.ok(grown < 24e6, `${grown} bytes more`);
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
  for (const list of [changes.incidents, changes.alarms, changes.alerts]) {
    assert.ok(list !== undefined && list.rows.length > 0 && list.rows.length <= 60);
  }
});
